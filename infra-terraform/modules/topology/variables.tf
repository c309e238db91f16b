variable "topology_file" {
  type        = string
  description = "Path of topology.yaml. Give it from the root module: \"$${path.module}/topology.yaml\"."
  validation {
    condition     = fileexists(var.topology_file)
    error_message = "There is no file at topology_file; name topology.yaml, relative to path.module."
  }
}

variable "environment" {
  type        = string
  default     = null
  description = "Which of the file's environments is laid over it; null for the file as it is."
}

variable "cloud" {
  type        = string
  description = "What it is deployed on: aws, google or azure."
  validation {
    condition     = contains(["aws", "google", "azure"], var.cloud)
    error_message = "cloud is one of aws, google, azure."
  }
}

variable "name_prefix" {
  type        = string
  default     = null
  description = "What stands before the name of everything that is made, up to 30 lower-case letters, digits and hyphens; null for the file's own namePrefix."
  validation {
    condition     = var.name_prefix == null || can(regex("^([a-z][a-z0-9-]{0,29})?$", var.name_prefix))
    error_message = "name_prefix has up to 30 lower-case letters, digits and hyphens, and begins with a letter."
  }
}
