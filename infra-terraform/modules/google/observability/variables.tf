variable "name" {
  type        = string
  description = "Name of the system, prefix included: the dashboard's, and what alarms and metrics begin with."
  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,100}$", var.name))
    error_message = "name has 1 to 100 letters, digits and hyphens."
  }
}

variable "handlers" {
  type = map(object({
    function                 = string
    functions                = list(string)
    subscriptions            = map(string)
    dead_letters             = string
    parked                   = optional(string)
    parked_retention_seconds = optional(number, 1209600)
    max_age_seconds          = number
  }))
  description = "Handlers by name: their function, all functions beside it, the names of the subscriptions that feed it and of those where its dead and parked letters wait, how long parked ones are kept, and from which age the handler gives messages up."
}

variable "alarms" {
  type = object({
    actions           = optional(list(string), [])
    dead_letters      = optional(number, 0)
    parked            = optional(number, 0)
    backlog           = optional(number, 1000)
    age_share         = optional(number, 0.25)
    error_percent     = optional(number, 5)
    throttles         = optional(number, 10)
    store_unreachable = optional(number, 0)
    period_seconds    = optional(number, 60)
  })
  default     = {}
  description = "Notification channels (ids), and above what alarms go off: messages that lie dead or parked, messages that wait (backlog), the age of the oldest as a share (0 to 1) of the handler's maxAge, failed requests in percent, refused ones and messages whose store could not be asked in five minutes."
  validation {
    condition     = var.alarms.age_share > 0 && var.alarms.age_share <= 1
    error_message = "age_share is above 0, up to 1."
  }
  validation {
    condition     = var.alarms.error_percent > 0 && var.alarms.error_percent <= 100
    error_message = "error_percent is above 0, up to 100."
  }
  validation {
    condition     = var.alarms.dead_letters >= 0 && var.alarms.parked >= 0 && var.alarms.backlog >= 0 && var.alarms.throttles >= 0 && var.alarms.store_unreachable >= 0
    error_message = "Thresholds are 0 or more."
  }
  validation {
    condition     = var.alarms.period_seconds >= 60 && var.alarms.period_seconds <= 3600 && var.alarms.period_seconds % 60 == 0
    error_message = "period_seconds is a multiple of 60, from 60 to 3600."
  }
}

variable "account" {
  type = object({
    id     = string
    number = string
    region = string
  })
  description = "The project that it is deployed to, by id and number, and the region of its functions."
}

variable "labels" {
  type        = map(string)
  default     = {}
  description = "Labels of every alarm."
}
