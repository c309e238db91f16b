variable "name" {
  type        = string
  description = "Name of the system, prefix included: the log's, the workbook's, and what alarms begin with."
  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$", var.name))
    error_message = "name has 4 to 63 letters, digits and hyphens."
  }
}

variable "namespace_id" {
  type        = string
  description = "Id of the namespace of Service Bus whose queues are watched."
}

variable "handlers" {
  type = map(object({
    function        = string
    functions       = list(string)
    queue           = string
    dead_letters    = string
    parked          = optional(string)
    subscription    = optional(string)
    max_age_seconds = number
  }))
  description = "Handlers by name: their function app, the apps beside it, the names of the queues that feed it and where its dead and parked letters wait, the subscription (topic/subscriptions/name) that forwards to its queue, and from which age the handler gives messages up."
}

variable "alarms" {
  type = object({
    actions                 = optional(list(string), [])
    dead_letters            = optional(number, 0)
    dead_letter_age_seconds = optional(number, 86400)
    parked                  = optional(number, 0)
    backlog                 = optional(number, 1000)
    age_share               = optional(number, 0.25)
    error_percent           = optional(number, 5)
    throttles               = optional(number, 10)
    store_unreachable       = optional(number, 0)
  })
  default     = {}
  description = "Action groups (ids), and above what alarms go off: messages that lie dead or parked, the age of a dead letter in seconds, messages that wait (backlog), the age of the oldest as a share (0 to 1) of the handler's maxAge, failed runs in percent, refused requests and messages whose store could not be asked in five minutes."
  validation {
    condition     = var.alarms.age_share > 0 && var.alarms.age_share <= 1
    error_message = "age_share is above 0, up to 1."
  }
  validation {
    condition     = var.alarms.error_percent > 0 && var.alarms.error_percent <= 100
    error_message = "error_percent is above 0, up to 100."
  }
  validation {
    condition     = var.alarms.dead_letters >= 0 && var.alarms.dead_letter_age_seconds >= 0 && var.alarms.parked >= 0 && var.alarms.backlog >= 0 && var.alarms.throttles >= 0 && var.alarms.store_unreachable >= 0
    error_message = "Thresholds are 0 or more."
  }
}

variable "log_retention_days" {
  type        = number
  default     = 30
  description = "How long the functions' log is kept, 30 to 730 days."
  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730
    error_message = "log_retention_days is from 30 to 730."
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
