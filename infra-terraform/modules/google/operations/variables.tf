variable "name" {
  type        = string
  description = "Name of the handler's function, prefix included, up to 50 characters: the two functions here are NAME-dead-letters and NAME-redrive."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", var.name))
    error_message = "name has 2 to 50 lower-case letters, digits and hyphens."
  }
}

variable "function" {
  type = object({
    source_archive        = object({ bucket = string, object = string })
    runtime               = optional(string, "java21")
    memory_mb             = optional(number, 512)
    build_service_account = optional(string)
    kms_key               = optional(string)
    vpc                   = optional(object({ connector = string, egress = optional(string, "PRIVATE_RANGES_ONLY") }))
  })
  description = "How both functions are made, as modules/google/function says of each; the package is the handler's own."
}

variable "environment" {
  type        = map(string)
  description = "Environment variables of the handler's function, which both share."
}

variable "source_queue" {
  type        = object({ id = string })
  description = "The handler's own topic, where dead letters go back to."
}

variable "dead_letters" {
  type        = object({ subscription = string })
  description = "The subscription where dead letters wait."
}

variable "parked" {
  type        = object({ id = string, subscription = string })
  default     = null
  description = "Topic and subscription where messages go for good; null for nowhere."
}

variable "schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes the dead letters are looked after, 1 to 1440, above 59 in whole hours: counted by reason, sent back where the topology says so, parked. 0 for never."
  validation {
    condition     = var.schedule_minutes >= 0 && var.schedule_minutes <= 1440 && floor(var.schedule_minutes) == var.schedule_minutes
    error_message = "schedule_minutes is a whole number from 0 to 1440."
  }
}

variable "operators" {
  type        = list(string)
  default     = []
  description = "Members (user:..., group:..., serviceAccount:...) that may call the redrive function, beside its caller's account."
  validation {
    condition     = alltrue([for one in var.operators : !contains(["allUsers", "allAuthenticatedUsers"], one)])
    error_message = "operators names who may redrive; not everybody."
  }
}

variable "dead_letter_entry_point" {
  type        = string
  default     = "dev.ferry.functions.google.DeadLetterFunction"
  description = "Class of the scheduled function; one's own where it is set up otherwise."
}

variable "redrive_entry_point" {
  type        = string
  default     = "dev.ferry.functions.google.RedriveFunction"
  description = "Class of the function that an operator calls."
}

variable "timeout_seconds" {
  type        = number
  default     = 300
  description = "How long one run may take, 15 to 600 seconds; what it does not reach, the next run does."
  validation {
    condition     = var.timeout_seconds >= 15 && var.timeout_seconds <= 600
    error_message = "timeout_seconds is from 15 to 600."
  }
}

variable "account" {
  type = object({
    id     = string
    number = string
    region = string
  })
  description = "The project that it is deployed to, by id and number, and the region."
}

variable "labels" {
  type        = map(string)
  default     = {}
  description = "Labels of everything that is made."
}
