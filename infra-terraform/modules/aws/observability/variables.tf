variable "name" {
  type        = string
  description = "Name of the system, prefix included: the dashboard's, and what alarms begin with."
  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,100}$", var.name))
    error_message = "name has 1 to 100 letters, digits and hyphens."
  }
}

variable "region" {
  type        = string
  description = "Region of the metrics on the dashboard."
}

variable "handlers" {
  type = map(object({
    function        = string
    functions       = list(string)
    source          = string
    queue           = string
    dead_letters    = string
    parked          = optional(string)
    undelivered     = optional(string)
    max_age_seconds = number
  }))
  description = "Handlers by name: their function, all functions beside it, `source` as the file calls their queue (the dimension ferry.source), the names of their queues, and from which age the handler gives messages up."
}

variable "alarms" {
  type = object({
    actions           = optional(list(string), [])
    dead_letters      = optional(number, 0)
    parked            = optional(number, 0)
    undelivered       = optional(number, 0)
    backlog           = optional(number, 1000)
    age_share         = optional(number, 0.25)
    error_percent     = optional(number, 5)
    throttles         = optional(number, 10)
    store_unreachable = optional(number, 0)
    period_seconds    = optional(number, 60)
  })
  default     = {}
  description = "Alarm actions, ARNs of topics or others, and above what they go off: messages that lie dead, parked or undelivered, messages that wait (backlog), the age of the oldest as a share (0 to 1) of the handler's maxAge, failed invocations in percent, throttled invocations and messages whose store could not be asked in five periods."
  validation {
    condition     = var.alarms.age_share > 0 && var.alarms.age_share <= 1
    error_message = "age_share is above 0, up to 1."
  }
  validation {
    condition     = var.alarms.error_percent > 0 && var.alarms.error_percent <= 100
    error_message = "error_percent is above 0, up to 100."
  }
  validation {
    condition     = var.alarms.dead_letters >= 0 && var.alarms.parked >= 0 && var.alarms.undelivered >= 0 && var.alarms.backlog >= 0 && var.alarms.throttles >= 0 && var.alarms.store_unreachable >= 0
    error_message = "Thresholds are 0 or more."
  }
  validation {
    condition     = contains([10, 30, 60, 120, 300, 600, 900, 3600], var.alarms.period_seconds)
    error_message = "period_seconds is 10, 30, 60, 120, 300, 600, 900 or 3600."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made."
}
