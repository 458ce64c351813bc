"""The archive's own image files: whether they may be published, and the copies of them that are.

A file is decoded before anything is written, so what is no picture, or would fill the memory, is a fault like any other. What is
published is made anew from the pixels alone: no place, camera, author or thumbnail that the file holds goes out with it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .disk import digest
from .parallel import share_out
from .particulars import Picture
from .stages import staged
from .stamps import NO_STAMP, Stamp, stamp_at

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

FORMATS: Mapping[str, str] = {".avif": "AVIF", ".gif": "GIF", ".jpeg": "JPEG", ".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
DRAWING = ".svg"
MOST_BYTES = 50_000_000
MOST_PIXELS = 50_000_000
"""Of all its frames together. Decoded, each takes up to four bytes."""

WIDEST = 1920
WIDTHS = (480, 960, 1440)
"""Of the copies in WebP, besides one as wide as the published file itself."""

_QUALITY = 82
_SETTINGS: Mapping[str, dict[str, Any]] = {
    "AVIF": {"quality": 70},
    "GIF": {},
    "JPEG": {"quality": _QUALITY, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": _QUALITY, "method": 4},
}
_ACTIVE = re.compile(rb"<\s*(?:[\w.-]+:)?(?:script|foreignobject|iframe|handler)\b|\bon[a-z]+\s*=|javascript\s*:|<!ENTITY", re.IGNORECASE)


class PictureError(ValueError):
    """The file cannot be published. Holds a code, what is wrong and the cure."""

    def __init__(self, code: str, what: str, cure: str) -> None:
        super().__init__(what)
        self.code, self.what, self.cure = code, what, cure

    def __reduce__(self) -> tuple[type[PictureError], tuple[str, str, str]]:
        return type(self), (self.code, self.what, self.cure)


class PictureState(NamedTuple):
    """What is known of one file. ``picture`` is ``None`` for a drawing, which has no size of its own."""

    stamp: Stamp  # NO_STAMP: too young to be trusted
    digest: bytes
    picture: tuple[int, int, tuple[int, ...]] | None  # as records.Picture

    @property
    def published(self) -> Picture | None:
        return None if self.picture is None else Picture(*self.picture)


Looked = tuple[str, PictureState | PictureError]


@staged("read")
def look(
    folder: Path, files: Iterable[str], known: Mapping[str, PictureState], trusted_before: int
) -> tuple[dict[str, PictureState], dict[str, PictureError]]:
    """Every file, and what is wrong with those that cannot be published. Only those are decoded that are not as they were.

    ``trusted_before``: nanoseconds; a file that changed later may change again under the same stamp.
    """
    states: dict[str, PictureState] = {}
    todo: list[tuple[str, str, Stamp, PictureState | None]] = []
    for inside in files:
        if Path(inside).suffix.lower() not in (*FORMATS, DRAWING):
            continue  # told already
        stamp = stamp_at(folder / inside)
        before = known.get(inside)
        if before is not None and before.stamp == stamp != NO_STAMP:
            states[inside] = before
        else:
            todo.append((inside, str(folder / inside), stamp if max(stamp[:2]) < trusted_before else NO_STAMP, before))
    faults: dict[str, PictureError] = {}
    for share in share_out(todo, _look_share):
        for inside, found in share:
            if isinstance(found, PictureError):
                faults[inside] = found
            else:
                states[inside] = found
    return {inside: states[inside] for inside in sorted(states)}, dict(sorted(faults.items()))


def _look_share(share: Sequence[tuple[str, str, Stamp, PictureState | None]]) -> list[Looked]:
    found: list[Looked] = []
    for inside, disk, stamp, before in share:
        try:
            data = _bytes(Path(disk))
            mark = digest(data)
            if before is not None and before.digest == mark:
                found.append((inside, before._replace(stamp=stamp)))
            else:
                picture = measure(data, Path(inside).suffix.lower())
                found.append(
                    (inside, PictureState(stamp, mark, None if picture is None else (picture.width, picture.height, picture.widths)))
                )
        except PictureError as error:
            found.append((inside, error))
    return found


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise PictureError("too-large", f"the image has {size:,} bytes", f"an image has at most {MOST_BYTES:,}; save a smaller one")
        return file.read_bytes()
    except OSError as error:
        raise PictureError("unreadable", f"the image cannot be read: {error.strerror}", "look at its permissions") from None


def measure(data: bytes, suffix: str) -> Picture | None:
    """The picture as it will be published; ``None`` for a drawing (SVG). Raises :class:`PictureError`."""
    if suffix == DRAWING:
        _check_drawing(data)
        return None
    with _opened(data, suffix) as pixels:
        frames = _check_size(pixels)
        try:
            for frame in range(frames):
                pixels.seek(frame)
                pixels.load()
            pixels.seek(0)
            width, height = _upright(pixels).size
        except Exception as error:  # noqa: BLE001 - each decoder fails in its own way, and none of them is a fault of the program
            raise PictureError("not-an-image", f"the image is damaged: {error}", "save it again from the original") from None
    shown = min(width, WIDEST)
    widths = () if frames > 1 else (*(each for each in WIDTHS if each < shown), shown)
    return Picture(shown, max(1, round(height * shown / width)), widths)


def _opened(data: bytes, suffix: str) -> Any:
    from PIL import Image, UnidentifiedImageError

    expected = FORMATS[suffix]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes: they are looked at below
            pixels = Image.open(io.BytesIO(data), formats=sorted(set(FORMATS.values())))
    except Image.DecompressionBombError as error:
        counted = re.search(r"[0-9]+", str(error))
        raise _bomb(f"{int(counted[0]):,}" if counted else "too many") from None
    except UnidentifiedImageError:
        raise PictureError(
            "not-an-image", f"the file is no image of the kind {suffix}", "save it again, or rename it to what it is"
        ) from None
    except Exception as error:  # noqa: BLE001 - as above
        raise PictureError("not-an-image", f"the image is damaged: {error}", "save it again from the original") from None
    if pixels.format != expected:
        raise PictureError("not-an-image", f"the file is named {suffix}, but it is of the kind {pixels.format}", "rename it to what it is")
    return pixels


def _bomb(pixels: object) -> PictureError:
    cure = f"an image has at most {MOST_PIXELS:,}; scale it down. So small a file with so many pixels may be made to fill the memory"
    return PictureError("too-large", f"the image has {pixels} pixels", cure)


def _check_size(pixels: Pixels) -> int:
    """How many frames it has. By what its header says: nothing is decoded yet."""
    width, height = pixels.size
    if width * height > MOST_PIXELS:
        raise _bomb(f"{width:,} × {height:,}")
    try:
        frames = int(getattr(pixels, "n_frames", 1))
    except Exception as error:  # noqa: BLE001 - as above
        raise PictureError("not-an-image", f"the image is damaged: {error}", "save it again from the original") from None
    if width * height * frames > MOST_PIXELS:
        raise _bomb(f"{width:,} × {height:,} × {frames:,}")
    return frames


def _check_drawing(data: bytes) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PictureError("not-an-image", "the drawing is not UTF-8", "save it as UTF-8") from None
    if "<svg" not in text:
        raise PictureError("not-an-image", "the file is no drawing of the kind .svg", "save it again, or rename it to what it is")
    if found := _ACTIVE.search(data):
        what = f"the drawing can run a program: {found[0].decode()}"
        raise PictureError("unsafe-image", what, "save it as plain SVG, without scripts, or as PNG")


def _upright(pixels: Pixels) -> Pixels:
    """As the camera was held: the note that says so goes with the rest of what the file holds besides its pixels."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(pixels) or pixels


def publish(data: bytes, suffix: str, kind: str, width: int) -> bytes:
    """The file as it goes out: of its own ``kind`` ("own") or as "webp", as wide as ``width``, made from its pixels alone."""
    form = FORMATS[suffix] if kind == "own" else "WEBP"
    made = io.BytesIO()
    with _opened(data, suffix) as pixels:
        frames = int(getattr(pixels, "n_frames", 1))
        if frames > 1:
            _publish_moving(pixels, frames, form, width, made)
        else:
            _plain(_upright(pixels), form, width).save(made, form, **_SETTINGS[form])
    return made.getvalue()


def _publish_moving(pixels: Pixels, frames: int, form: str, width: int, made: io.BytesIO) -> None:
    shown, times = [], []
    for frame in range(frames):
        pixels.seek(frame)
        shown.append(_plain(pixels, form, width))
        times.append(int(pixels.info.get("duration", 100)) or 100)
    loop = int(pixels.info.get("loop", 0))
    shown[0].save(made, form, save_all=True, append_images=shown[1:], duration=times, loop=loop, **_SETTINGS[form])


def _plain(pixels: Pixels, form: str, width: int) -> Pixels:
    """A new image with the same pixels and nothing else, in the colours of the web."""
    from PIL import Image

    if pixels.mode.startswith("I;16") or pixels.mode in ("I", "F"):
        pixels = pixels.convert("F").point(lambda value: value * (1 / 256)).convert("L")
    see_through = pixels.mode in ("RGBA", "LA", "PA") or "transparency" in pixels.info
    mode = "RGBA" if see_through and form != "JPEG" else "L" if pixels.mode in ("1", "L") else "RGB"
    turned = _in_web_colours(pixels, mode)
    if turned.width > width:
        turned = turned.resize((width, max(1, round(turned.height * width / turned.width))), Image.Resampling.LANCZOS)
    plain = Image.new(turned.mode, turned.size)
    plain.paste(turned)
    return plain


def _in_web_colours(pixels: Pixels, mode: str) -> Pixels:
    """Its colour profile is applied, for it does not go along."""
    from PIL import ImageCms

    profile = pixels.info.get("icc_profile")
    if profile and pixels.mode in ("RGB", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(pixels, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            return pixels.convert(mode)  # a profile that cannot be read says nothing
        return turned.convert(mode) if turned is not None else pixels.convert(mode)
    return pixels.convert(mode)
