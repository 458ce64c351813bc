"""The one table of questions: the code of each, as ``choices.QUESTIONS`` words it, and the function that asks it."""

from __future__ import annotations

from collections.abc import Mapping

from . import asked_of_claims, asked_of_records
from .questions import Ask

ASKED: Mapping[str, Ask] = {
    "figure-falls": asked_of_claims.figure_falls,
    "share-above-whole": asked_of_claims.share_above_whole,
    "speaker-not-named": asked_of_claims.speaker_not_named,
    "denial-first": asked_of_claims.denial_first,
    "figure-not-coded": asked_of_claims.figure_not_coded,
    "told-twice": asked_of_records.told_twice,
    "name-outside-span": asked_of_records.name_outside_span,
    "acts-outside-span": asked_of_records.acts_outside_span,
    "source-first": asked_of_records.source_first,
    "copy-first": asked_of_records.copy_first,
    "image-later": asked_of_records.image_later,
    "same-geonames": asked_of_records.same_geonames,
    "alias-is-a-name": asked_of_records.alias_is_a_name,
}
