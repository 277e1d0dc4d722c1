"""The story of a push: plan, claim, send, settle; and what happens when an answer is lost. Read `pump` first."""
