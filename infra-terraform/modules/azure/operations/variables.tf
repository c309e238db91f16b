variable "name" {
  type        = string
  description = "Name of the handler's function app, prefix included, up to 39 characters: the app here is NAME-operations."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,37}[a-z0-9]$", var.name))
    error_message = "name has 2 to 39 lower-case letters, digits and hyphens."
  }
}

variable "function" {
  type = object({
    package        = string
    unique         = optional(string, "")
    others         = optional(list(string), [])
    runtime        = optional(string, "java21")
    memory_mb      = optional(number, 2048)
    zone_redundant = optional(bool, false)
    vpc            = optional(object({ subnet_id = string }))
    namespace_host = string
    storage        = object({ id = string, blob = string, queue = string, table = string })
    insights       = object({ id = string, connection_string = string })
  })
  description = "How the app is made, as modules/azure/function says of each; the package is the handler's own, and `others` names its functions that handle messages."
}

variable "functions" {
  type = object({
    dead_letters = optional(string, "due")
    redrive      = optional(string, "redrive")
  })
  default     = {}
  description = "Names of the package's functions that look after dead letters on a timer, whose schedule is the setting FERRY_DEAD_LETTER_SCHEDULE, and when asked."
  validation {
    condition     = var.functions.dead_letters != var.functions.redrive
    error_message = "functions are two, of two names."
  }
}

variable "environment" {
  type        = map(string)
  description = "Application settings of the handler's function app, which this one shares."
}

variable "source_queue" {
  type        = object({ id = string })
  description = "The handler's own queue, where dead letters go back to, and where Service Bus keeps those of its own."
}

variable "dead_letters" {
  type        = object({ id = string })
  description = "The queue where dead letters wait."
}

variable "parked" {
  type        = object({ id = string })
  default     = null
  description = "The queue where messages go for good; null for nowhere."
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
    subscription_id = string
    resource_group  = string
    location        = string
  })
  description = "Where it is deployed: subscription, resource group and location."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made."
}
