variable "name" {
  type        = string
  description = "Name of the handler's function, prefix included, up to 50 characters: the two functions here are NAME-dead-letters and NAME-redrive."
  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,50}$", var.name))
    error_message = "name has 1 to 50 letters, digits and hyphens."
  }
}

variable "function" {
  type = object({
    package             = string
    uploaded            = optional(object({ bucket = string, key = string }))
    runtime             = optional(string, "java21")
    architecture        = optional(string, "arm64")
    memory_mb           = optional(number, 512)
    log_retention_days  = optional(number, 30)
    tracing             = optional(bool, false)
    kms_key             = optional(string)
    permission_boundary = optional(string)
    vpc                 = optional(object({ subnet_ids = list(string), security_group_ids = list(string) }))
  })
  description = "How both functions are made, as modules/aws/function says of each; the package is the handler's own."
}

variable "environment" {
  type        = map(string)
  description = "Environment variables of the handler's function, which both share."
}

variable "source_queue" {
  type = object({
    arn = string
  })
  description = "The handler's queue, where dead letters go back to."
}

variable "dead_letters" {
  type = object({
    arn = string
  })
  description = "The handler's dead-letter queue."
}

variable "parked" {
  type = object({
    arn = string
  })
  default     = null
  description = "Where messages go for good; null for nowhere."
}

variable "schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes the dead letters are looked after, 1 to 1440: counted by reason, sent back where the topology says so, parked. 0 for never."
  validation {
    condition     = var.schedule_minutes >= 0 && var.schedule_minutes <= 1440 && floor(var.schedule_minutes) == var.schedule_minutes
    error_message = "schedule_minutes is a whole number from 0 to 1440."
  }
}

variable "dead_letter_entry_point" {
  type        = string
  default     = "dev.ferry.functions.aws.DeadLetterFunction::handleRequest"
  description = "Class and method of the scheduled function; one's own where it is set up otherwise."
}

variable "redrive_entry_point" {
  type        = string
  default     = "dev.ferry.functions.aws.RedriveFunction::handleRequest"
  description = "Class and method of the function that an operator invokes."
}

variable "timeout_seconds" {
  type        = number
  default     = 300
  description = "How long one run may take, 15 to 900 seconds; what it does not reach, the next run does."
  validation {
    condition     = var.timeout_seconds >= 15 && var.timeout_seconds <= 900
    error_message = "timeout_seconds is from 15 to 900."
  }
}

variable "account" {
  type = object({
    id        = string
    region    = string
    partition = optional(string, "aws")
  })
  description = "Where it is deployed."
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account.id))
    error_message = "account.id has 12 digits."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made."
}
