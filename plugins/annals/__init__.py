"""Annals: a folder of dated reports to a published chronology. See ARCHITECTURE.md for the way of the data."""
