"""The pages of the sandbox: a person looks at the books here, and does by hand what a bookkeeper does."""
