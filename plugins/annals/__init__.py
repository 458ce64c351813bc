"""Annals: a folder of dated reports to a published chronology. See ARCHITECTURE.md for the way of the data."""

from __future__ import annotations


def register() -> None:
    """Pelican's entry. Pelican itself is imported only here, so that the rest of the package can be used without it."""
    from .bridge import register as connect

    connect()
