"""Log in and out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required, login_user, logout_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from matterbooks.demo.database import db
from matterbooks.demo.practice.people import User

blueprint = Blueprint("session", __name__)


class LoginForm(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """Who, and the password."""

    email = EmailField("Email", [InputRequired("Enter your email address.")], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "Password", [InputRequired("Enter your password.")], render_kw={"autocomplete": "current-password"}
    )


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """The log-in page."""
    if current_user.is_authenticated:
        return redirect(url_for("home.dashboard"))
    form = LoginForm()
    if form.validate_on_submit():
        user = db.session.scalar(select(User).where(User.email == form.email.data.strip().lower()))
        if user is not None and user.check_password(form.password.data):
            login_user(user)
            return redirect(_wanted())
        flash("That email address and password do not go together. Nothing was changed.", "problem")
    return render_template("login.html", form=form)


@blueprint.post("/logout")
@login_required  # type: ignore[untyped-decorator]  # flask-login ships no types
def logout() -> ResponseReturnValue:
    """Forget who it was."""
    logout_user()
    return redirect(url_for(".login"))


def _wanted() -> str:
    """The page that was asked for before logging in, if it is one of ours."""
    target = request.args.get("next", "")
    parts = urlsplit(target)
    ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc
    return target if ours else url_for("home.dashboard")
