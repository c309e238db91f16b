"""Tests of the Terraform modules; nothing but Python's own library, and boto3 where a cloud is spoken to."""
