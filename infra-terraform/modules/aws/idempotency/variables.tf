variable "name" {
  type        = string
  description = "Name of the table, prefix included."
  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.name))
    error_message = "name has 3 to 255 letters, digits, dots, hyphens and underscores."
  }
}

variable "existing" {
  type        = string
  default     = null
  description = "Name or ARN of a table that is there and is used instead of a new one: partition key k, a string; time to live on d."
}

variable "account" {
  type = object({
    id        = string
    region    = string
    partition = optional(string, "aws")
  })
  description = "Where it is deployed: the ARN is built from the name."
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account.id))
    error_message = "account.id has 12 digits."
  }
}

variable "point_in_time_recovery" {
  type        = bool
  default     = true
  description = "Whether the table can be restored to any second of the last 35 days."
}

variable "deletion_protection" {
  type        = bool
  default     = false
  description = "Whether the table refuses to be deleted; true where losing it would repeat effects."
}

variable "kms_key" {
  type        = string
  default     = null
  description = "ARN of a key that encrypts it; null for DynamoDB's own key of this account."
  validation {
    condition     = var.kms_key == null || can(regex("^arn:[a-z0-9-]+:kms:", var.kms_key))
    error_message = "kms_key is the ARN of a key."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made."
}
