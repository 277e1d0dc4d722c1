"""The pages of a sandbox under ``/app``."""

from flask import Blueprint

bp = Blueprint("pages", __name__)
