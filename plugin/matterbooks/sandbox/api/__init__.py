"""The Accounting API over HTTP: what is asked, how it is carried out, and how it is answered."""
