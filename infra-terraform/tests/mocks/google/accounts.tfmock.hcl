mock_resource "google_service_account" {
  override_during = plan
  defaults = {
    email = "somebody@example-project.iam.gserviceaccount.com"
    name  = "projects/example-project/serviceAccounts/somebody@example-project.iam.gserviceaccount.com"
  }
}
