"""Sending pictures and files: sendPhoto, sendDocument, sendMediaGroup, getFile."""

from __future__ import annotations

import mimetypes
from typing import Any

from playground.server.asked import Asked, Upload, method
from playground.server.files import File, image_size
from playground.server.methods.sending import SEND, Aim, deliver, send
from playground.server.reach import pay_flood
from playground.telegram.errors import ApiError, bad_request, refuse_unknown
from playground.telegram.formatted import caption_text
from playground.telegram.shown import entities_json, message_json

CAPTION = "caption parse_mode caption_entities"
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
MOST_PHOTO_SIDES = 10_000
GROUP_KINDS = ("photo", "document")
_INPUT_MEDIA = frozenset(
    {
        "type",
        "media",
        *CAPTION.split(),
        "show_caption_above_media",
        "has_spoiler",
        "thumbnail",
        "disable_content_type_detection",
    }
)


def caption_body(asked: Asked, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """The caption's fields, from the call's parameters or from one InputMedia."""
    source = asked if given is None else Asked(asked.world, asked.bot, given, asked.files)
    text, entities = caption_text(
        source.text("caption"), source.text("parse_mode"), source.parsed("caption_entities")
    )
    body: dict[str, Any] = {"caption": text} if text else {}
    if entities:
        body["caption_entities"] = entities_json(entities, asked.world.people)
    for name, field in (
        ("show_caption_above_media", "show_caption_above_media"),
        ("has_spoiler", "has_media_spoiler"),
    ):
        if source.flag(name):
            body[field] = True
    return body


def media_body(asked: Asked, kind: str, given: str | None = None) -> dict[str, Any]:
    """The content of a photo or document that a parameter (or one InputMedia's `media`) names."""
    file = _file(asked, kind, asked.text(kind) if given is None else given)
    if kind == "document":
        return {"document": document_json(file)}
    width, height = image_size(file.data)
    if not width:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > MOST_PHOTO_SIDES or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    size = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "width": width,
        "height": height,
    }
    return {"photo": [size]}


def document_json(file: File) -> dict[str, Any]:
    """A Document."""
    shown = {
        "file_name": file.name,
        "mime_type": file.mime,
        "file_id": file.id,
        "file_unique_id": file.unique_id,
    }
    return {**shown, "file_size": len(file.data)}


def _file(asked: Asked, kind: str, given: str) -> File:
    upload = asked.files.get(given[len("attach://") :] if given.startswith("attach://") else kind)
    if upload is not None and (not given or given.startswith("attach://")):
        return _store(asked, kind, upload)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("the playground does not fetch files from the web: send the bytes")
    file = asked.world.files.by_id.get(given)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


def _store(asked: Asked, kind: str, upload: Upload) -> File:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > (LARGEST_PHOTO if kind == "photo" else LARGEST_FILE):
        if kind == "photo":
            raise bad_request("file is too big for a photo; the maximum size is 10485760 bytes")
        raise ApiError(413, "Request Entity Too Large")
    name = upload.name or kind
    mime = mimetypes.guess_type(name)[0] or upload.mime or "application/octet-stream"
    if kind == "photo":
        mime = "image/png" if upload.data.startswith(b"\x89PNG") else "image/jpeg"
    return asked.world.files.add(name, upload.data, mime, f"{kind}s")


def send_photo(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#sendphoto"""
    return message_json(send(asked, media_body(asked, "photo") | caption_body(asked)))


def send_document(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#senddocument"""
    return message_json(send(asked, media_body(asked, "document") | caption_body(asked)))


def send_media_group(asked: Asked) -> list[dict[str, Any]]:
    """https://core.telegram.org/bots/api#sendmediagroup"""
    media = asked.parsed("media", "can't parse media JSON object")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > 10:
        raise bad_request("too many messages to send as an album")
    bodies = [input_media_body(asked, given) for given in media]
    if len({next(kind for kind in GROUP_KINDS if kind in body) for body in bodies}) > 1:
        raise bad_request("document can't be mixed with other media types")
    aim = Aim(asked)
    pay_flood(asked, aim.chat, len(bodies))
    group = {"media_group_id": str(13_000_000_000_000_000 + asked.world.new_number())}
    return [message_json(deliver(asked, aim, body, dict(group))) for body in bodies]


def input_media_body(asked: Asked, given: Any) -> dict[str, Any]:
    """The content of one InputMedia."""
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind, media = given.get("type"), given.get("media")
    if kind not in GROUP_KINDS:
        raise bad_request(f'the playground does not imitate media of type "{kind}"')
    if not isinstance(media, str):
        raise bad_request("can't parse InputMedia: media not found")
    refuse_unknown("InputMedia", given, _INPUT_MEDIA)
    return media_body(asked, kind, media) | caption_body(asked, given)


def get_file(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getfile"""
    file = asked.world.files.by_id.get(asked.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }


METHODS = (
    method("sendPhoto", f"{SEND} {CAPTION} photo show_caption_above_media has_spoiler", send_photo),
    method(
        "sendDocument", f"{SEND} {CAPTION} document thumbnail disable_content_type_detection", send_document
    ),
    method("sendMediaGroup", SEND.replace(" reply_markup", "") + " media", send_media_group),
    method("getFile", "file_id", get_file),
)
