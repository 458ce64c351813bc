"""The archive's own image files: what is refused, and what goes out."""

from __future__ import annotations

import io
import json
import random
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw

from annals.particulars import Picture
from annals.pictures import MOST_PIXELS, PictureError, measure, publish
from tests.sites import Project, Site, differing, snapshot
from tests.writing import ACCEPTED, base, report, told

SECRET = "zyzzogeton"  # in a file, and nowhere in what is published


def drawn(size: tuple[int, int] = (600, 400), mode: str = "RGB", seed: int = 1) -> Image.Image:
    """A picture with something in it."""
    image = Image.new(mode, size)
    pen, chance = ImageDraw.Draw(image), random.Random(seed)
    for _ in range(20):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        colour = chance.randrange(256) if mode in ("L", "P", "1") else tuple(chance.randrange(256) for _ in image.getbands())
        pen.rectangle((x, y, x + size[0] // 4, y + size[1] // 4), fill=colour)
    return image


def saved(image: Image.Image, form: str, **how: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **how)
    return made.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x010E] = SECRET  # a description
    found[0x0112] = orientation
    found.get_ifd(0x8825)[1] = "N"  # a position
    return found


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that say they are many."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


# --- what is refused


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
REFUSED = {
    "text": (b"hello", ".png", "not-an-image", "the file is no image of the kind .png"),
    "nothing": (b"", ".jpg", "not-an-image", "the file is no image of the kind .jpg"),
    "a PNG by another name": (saved(drawn(), "PNG"), ".jpg", "not-an-image", "the file is named .jpg, but it is of the kind PNG"),
    "half a photograph": (saved(drawn(), "JPEG")[:2000], ".jpg", "not-an-image", "the image is damaged"),
    "a kind that runs a program": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", ".png", "not-an-image", "the file is no image"),
    "a bomb": (huge_png(30_000, 30_000), ".png", "too-large", "900,000,000 pixels"),
    "a bomb that Pillow itself refuses": (huge_png(200_000, 200_000), ".png", "too-large", "pixels"),
    "a little too large": (huge_png(7_072, 7_072), ".png", "too-large", "7,072 × 7,072 pixels"),
    "a drawing with a script": (DRAWING % b"<script>alert(1)</script>", ".svg", "unsafe-image", "can run a program"),
    "a drawing with a handler": (DRAWING % b'<rect onclick = "x()"/>', ".svg", "unsafe-image", "onclick"),
    "a drawing with a page in it": (DRAWING % b"<svg:foreignObject/>", ".svg", "unsafe-image", "foreignObject"),
    "a drawing with an entity": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING % b"", ".svg", "unsafe-image", "ENTITY"),
    "a drawing in UTF-16": ((DRAWING % b"").decode().encode("utf-16"), ".svg", "not-an-image", "not UTF-8"),
    "a page by the name of a drawing": (b"<html></html>", ".svg", "not-an-image", "no drawing"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_or_would_fill_the_memory_is_refused(name: str) -> None:
    data, suffix, code, words = REFUSED[name]
    with pytest.raises(PictureError) as refused:
        measure(data, suffix)
    assert (refused.value.code, words in refused.value.what) == (code, True), refused.value.what
    assert refused.value.cure


def test_many_frames_count_as_many_pictures() -> None:
    frames = [Image.new("P", (4000, 4000), number) for number in range(4)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert 4000 * 4000 < MOST_PIXELS < 4 * 4000 * 4000
    with pytest.raises(PictureError, match="4,000 × 4,000 × 4 pixels"):
        measure(data, ".gif")


def test_a_refused_file_is_a_fault_like_any_other_and_nothing_is_written(tmp_path: Path) -> None:
    text = report("![a map](/images/x.png)\n")
    content = base(tmp_path, {"reports/2016/10/28-x.md": text})
    (content / "images").mkdir(exist_ok=True)
    (content / "images/x.png").write_bytes(huge_png(30_000, 30_000))
    assert told(content) == (
        "content/images/x.png:1:1: error: the image has 900,000,000 pixels\n"
        "    an image has at most 50,000,000; scale it down. So small a file with so many pixels may be made to fill the memory\n\n"
        "1 problem in 1 file. Nothing was written."
    )
    (content / "images/x.png").write_bytes(saved(drawn(), "PNG"))
    assert told(content) == ACCEPTED


def test_a_build_that_knew_a_picture_tells_when_it_is_damaged(project: Project) -> None:
    picture(project, "images/x.jpg", saved(drawn(), "JPEG"))
    before = project.build().files
    (project.content / "images/x.jpg").write_bytes(saved(drawn(), "JPEG")[:1500])
    done = project.pelican(SITEURL="https://example.org")
    assert done.status == 65
    assert "content/images/x.jpg:1:1: error: the image is damaged" in done.err
    assert differing(dict(before), snapshot(project.output)) == []


# --- what goes out


KINDS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF", ".avif": "AVIF"}


@pytest.mark.parametrize("suffix", KINDS)
def test_nothing_but_pixels_goes_out(suffix: str) -> None:
    how: dict[str, Any] = {"exif": exif(), "comment": SECRET.encode()}
    if suffix in (".png", ".gif"):
        how.pop("exif")
    if suffix == ".png":
        from PIL.PngImagePlugin import PngInfo

        how = {"pnginfo": PngInfo()}
        how["pnginfo"].add_text("Location", SECRET)
    data = saved(drawn((700, 500)), KINDS[suffix], **how)
    assert SECRET.encode() in data
    shown = measure(data, suffix)
    assert shown == Picture(700, 500, (480, 700))
    for kind, width in (("own", 700), ("webp", 480), ("webp", 700)):
        made = publish(data, suffix, kind, width)
        assert SECRET.encode() not in made
        image = opened(made)
        assert (image.format, image.width) == (KINDS[suffix] if kind == "own" else "WEBP", width)
        assert not image.getexif()
        assert not {"comment", "icc_profile", "xmp", "exif", "Location"} & set(image.info)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_as_the_camera_was_held(orientation: int) -> None:
    image = Image.new("RGB", (60, 40), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 20, 20), fill="red")  # in one corner
    data = saved(image, "JPEG", exif=exif(orientation), quality=95)
    from PIL import ImageOps

    wanted = ImageOps.exif_transpose(opened(data))
    made = opened(publish(data, ".jpg", "own", 1920))
    assert measure(data, ".jpg") == Picture(*wanted.size, (wanted.width,))
    assert made.size == wanted.size
    corners = [(5, 5), (wanted.width - 5, 5), (5, wanted.height - 5), (wanted.width - 5, wanted.height - 5)]
    assert [made.getpixel(at)[1] > 128 for at in corners] == [wanted.getpixel(at)[1] > 128 for at in corners]


def test_a_large_photograph_is_made_smaller_and_its_copies_never_larger_than_it() -> None:
    data = saved(drawn((2400, 1200)), "JPEG")
    assert measure(data, ".jpg") == Picture(1920, 960, (480, 960, 1440, 1920))
    assert opened(publish(data, ".jpg", "own", 1920)).size == (1920, 960)
    assert measure(saved(drawn((90, 3)), "PNG"), ".png") == Picture(90, 3, (90,))
    assert measure(saved(drawn((2000, 1)), "PNG"), ".png") == Picture(1920, 1, (480, 960, 1440, 1920))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_to_keep_pixels_comes_out_in_the_colours_of_the_web(mode: str) -> None:
    if mode == "I;16":
        image = drawn((50, 40), "L").point(lambda value: value * 256, "I").convert("I;16")
    else:
        image = drawn((50, 40), mode) if mode != "P" else drawn((50, 40)).quantize(16)
    made = opened(publish(saved(image, "PNG"), ".png", "own", 1920))
    assert made.mode in ("L", "RGB", "RGBA")
    assert len(made.getcolors(50 * 40) or ()) > 1  # something can be seen


def test_what_can_be_seen_through_stays_so() -> None:
    image = Image.new("P", (50, 40), 0)
    data = saved(image, "PNG", transparency=0)
    assert opened(publish(data, ".png", "own", 1920)).getpixel((0, 0))[3] == 0
    assert opened(publish(data, ".png", "webp", 50)).convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_colour_profile_is_applied_and_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for broken in (profile, b"no profile at all"):
        data = saved(drawn((50, 40)), "JPEG", icc_profile=broken)
        made = opened(publish(data, ".jpg", "own", 1920))
        assert "icc_profile" not in made.info
    cmyk = saved(drawn((50, 40)).convert("CMYK"), "JPEG")
    assert opened(publish(cmyk, ".jpg", "own", 1920)).mode == "RGB"


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_a_moving_picture_keeps_moving(suffix: str) -> None:
    frames = [drawn((60, 40), seed=seed) for seed in range(3)]
    data = saved(frames[0], KINDS[suffix], save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=2)
    assert measure(data, suffix) == Picture(60, 40)
    made = Image.open(io.BytesIO(publish(data, suffix, "own", 60)))
    assert made.n_frames == 3  # type: ignore[attr-defined]


def test_the_same_file_comes_out_the_same() -> None:
    data = saved(drawn(), "JPEG")
    for kind in ("own", "webp"):
        assert publish(data, ".jpg", kind, 480) == publish(data, ".jpg", kind, 480)


# --- on the pages


def picture(project: Project, file: str, data: bytes) -> None:
    """A file, shown by an entry and in a text."""
    path = project.content / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if not (project.content / "reports/2001/06/01-picture.md").exists():
        entry = f"id: shown, caption: A mill, file: /{file}, alt: The mill & its <wheel>, credit: Example Wire, licence: L, place: old-mill"
        front = f"title: A picture\ndate: 2001-06-01\nsummary: S.\nsources: [Example Wire]\nimages: [{{{entry}}}]"
        project.write(
            "reports/2001/06/01-picture.md",
            f"---\n{front}\n---\n\n![In > the text](</{file}>)\n",
        )


def test_a_file_of_our_own_is_shown_with_its_size_and_its_copies(project: Project) -> None:
    picture(project, "images/old mill.jpg", saved(drawn((700, 500)), "JPEG", exif=exif()))
    site = project.build()
    page = site.pages["reports/2001/06/01-picture/"]
    [figure] = page.xpath("//figure[@class='picture']")
    [image] = figure.xpath(".//img")
    assert (image.get("src"), image.get("width"), image.get("height")) == ("/images/old%20mill.jpg", "700", "500")
    assert image.get("alt") == "The mill & its <wheel>"
    srcset = "/images/old%20mill.jpg.480.webp 480w, /images/old%20mill.jpg.700.webp 700w"
    assert figure.xpath(".//source/@srcset") == [srcset]
    assert "not shown here" not in "".join(figure.itertext())
    [within] = page.xpath("//main//p/img")
    assert (within.get("width"), within.get("height"), within.get("srcset"), within.get("alt")) == ("700", "500", srcset, "In > the text")
    assert {"images/old mill.jpg", "images/old mill.jpg.480.webp", "images/old mill.jpg.700.webp"} <= set(site.files)
    assert SECRET.encode() not in b"".join(site.files.values())
    assert site.broken_links() == []
    [told] = page.xpath("//script[@type='application/ld+json']/text()")
    [node] = next(node for node in json.loads(told)["@graph"] if node["@type"] == "NewsArticle")["image"]
    assert node["contentUrl"] == "https://example.org/images/old%20mill.jpg"
    assert (node["width"], node["height"], node["creditText"], node["copyrightNotice"]) == (700, 500, "Example Wire", "L")
    assert site.pages["places/old-mill/"].xpath("//figure[@class='picture']//img/@src")[0] == "/images/old%20mill.jpg"


def test_a_picture_of_another_size_changes_its_pages_and_takes_its_old_copies_away(project: Project) -> None:
    picture(project, "images/x.jpg", saved(drawn((700, 500)), "JPEG"))
    project.build()
    picture(project, "images/x.jpg", saved(drawn((300, 200)), "JPEG"))
    site = project.build()
    clean = dict(site.files)
    project.pelican("--ignore-cache", SITEURL="https://example.org")
    assert differing(clean, snapshot(project.output)) == []
    assert "images/x.jpg.300.webp" in site.files
    assert "images/x.jpg.700.webp" not in site.files
    assert site.pages["reports/2001/06/01-picture/"].xpath("//figure[@class='picture']//img/@width") == ["300"]


def test_a_file_that_only_a_draft_shows_is_no_part_of_the_site(project: Project) -> None:
    picture(project, "images/x.jpg", saved(drawn((700, 500)), "JPEG"))
    project.edit("reports/2001/06/01-picture.md", "summary: S.", "summary: S.\nstatus: draft")
    assert not [file for file in project.build().files if file.startswith("images/")]


def test_two_files_that_would_have_one_address_are_told(project: Project) -> None:
    picture(project, "images/x.jpg", saved(drawn((700, 500)), "JPEG"))
    picture(project, "images/x.jpg.480.webp", saved(drawn((50, 50)), "WEBP"))
    done = project.pelican(SITEURL="https://example.org")
    assert done.status == 65
    assert "two pages claim the address /images/x.jpg.480.webp" in done.err


def test_a_drawing_is_copied_as_it_is(project: Project) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    picture(project, "images/x.svg", drawing)
    site: Site = project.build()
    assert site.files["images/x.svg"] == drawing
    [image] = site.pages["reports/2001/06/01-picture/"].xpath("//figure[@class='picture']//img")
    assert (image.get("width"), image.getparent().xpath("./source")) == (None, [])
