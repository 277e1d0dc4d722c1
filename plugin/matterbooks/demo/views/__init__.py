"""The screens of the practice. Every one asks for a log-in but the log-in itself."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from matterbooks.demo.chart import COUNTRIES
from matterbooks.demo.views import documents, home, ledger, moving, people, records, sections, session, settling, web

_OPEN = frozenset({"session.login", "static", "matterbooks.static", "matterbooks.healthz"})
_WHY = {
    403: "Only administrators may open this page. Ask one of them, or log in as one.",
    404: "There is no such page or record. It may have been deleted meanwhile.",
    400: "This form is too old or came from elsewhere, so nothing was changed. Open the page again and repeat it.",
}


def register(app: Flask) -> None:
    """Put every screen on the application, and `demo-setup` on its command line."""
    web.install(app)
    for part in (session, home, people, records, documents, settling, moving, ledger):
        app.register_blueprint(part.blueprint)
    app.before_request(_ask_for_log_in)
    app.jinja_env.globals["sections"] = sections.SECTIONS
    app.add_template_filter(sections.kind_words)
    for status in _WHY:
        app.register_error_handler(status, _problem)
    app.cli.add_command(_demo_setup)


def _ask_for_log_in() -> ResponseReturnValue | None:
    if current_user.is_authenticated or request.endpoint in _OPEN:
        return None
    return redirect(url_for("session.login", next=request.full_path.rstrip("?")))


def _problem(problem: Exception) -> ResponseReturnValue:
    status: int = getattr(problem, "code", 500)
    return render_template("problem.html", status=status, why=_WHY[status]), status


@click.command("demo-setup")
@click.option("--country", type=click.Choice(sorted(COUNTRIES)), default="AU", show_default=True)
def _demo_setup(country: str) -> None:
    """Make the tables and a believable firm, once."""
    from matterbooks.demo.setup import prepare  # noqa: PLC0415 - it needs everything else

    made = prepare(current_app, now=datetime.now(UTC), country=country)
    click.echo("Ashgrove Legal is ready." if made else "Ashgrove Legal was there already; nothing was changed.")
