variable "queues" {
  type = map(object({
    resource_name        = string
    ordered              = bool
    delay_seconds        = number
    retention_seconds    = number
    ack_deadline_seconds = number
    max_message_bytes    = number
    max_deliveries       = optional(number, 100)
    existing             = optional(string)
    handler              = optional(string)
    dead_letters         = optional(string)
    dead_of              = optional(string)
    parked_of            = optional(string)
  }))
  description = "Queues by name, as modules/topology has them: seconds and bytes. A queue is a topic, with a subscription of the same name where no handler reads it. `dead_letters` names the queue for dead letters of one that a handler reads; `dead_of` and `parked_of` name the queue whose dead or parked letters it keeps; `existing` is the name or id (projects/P/topics/T) of a topic that is there."
  validation {
    condition     = alltrue([for queue in values(var.queues) : can(regex("^[A-Za-z][A-Za-z0-9._~%+-]{2,254}$", queue.resource_name)) && !startswith(queue.resource_name, "goog")])
    error_message = "A topic's name has 3 to 255 letters, digits and ._~%+-, begins with a letter, and not with goog."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.delay_seconds == 0])
    error_message = "Pub/Sub delays no messages: delay_seconds is 0."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.retention_seconds >= 600 && queue.retention_seconds <= 2678400])
    error_message = "retention_seconds is from 600 (10 minutes) to 2678400 (31 days)."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.ack_deadline_seconds >= 10 && queue.ack_deadline_seconds <= 600])
    error_message = "ack_deadline_seconds is from 10 to 600."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.max_message_bytes >= 1024 && queue.max_message_bytes <= 10000000])
    error_message = "max_message_bytes is from 1024 to 10000000."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.dead_letters != null if queue.handler != null])
    error_message = "A queue that a handler reads names its dead_letters: nothing is lost."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : contains(keys(var.queues), queue.dead_letters) if queue.dead_letters != null])
    error_message = "dead_letters names one of these queues."
  }
  validation {
    condition = alltrue([
      for queue in values(var.queues) : try(var.queues[queue.dead_letters].retention_seconds > queue.retention_seconds, true) if queue.dead_letters != null
    ])
    error_message = "Dead letters are kept longer than their queue keeps messages."
  }
}

variable "topics" {
  type = map(object({
    resource_name     = string
    ordered           = bool
    max_message_bytes = number
    existing          = optional(string)
  }))
  default     = {}
  description = "Topics by name, as modules/topology has them; `existing` is the name or id (projects/P/topics/T) of one that is there."
  validation {
    condition     = alltrue([for topic in values(var.topics) : can(regex("^[A-Za-z][A-Za-z0-9._~%+-]{2,254}$", topic.resource_name)) && !startswith(topic.resource_name, "goog")])
    error_message = "A topic's name has 3 to 255 letters, digits and ._~%+-, begins with a letter, and not with goog."
  }
}

variable "account" {
  type = object({
    id     = string
    number = string
    region = string
  })
  description = "The project that it is deployed to, by id and number, and the region of its functions."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.account.id))
    error_message = "account.id is a project's id: 6 to 30 lower-case letters, digits and hyphens."
  }
  validation {
    condition     = can(regex("^[0-9]{6,20}$", var.account.number))
    error_message = "account.number is a project's number."
  }
}

variable "kms_key" {
  type        = string
  default     = null
  description = "Id of a key (projects/P/locations/L/keyRings/R/cryptoKeys/K) that encrypts topics; Pub/Sub's service agent has to be let use it. Null for Google's own keys, which cost nothing."
  validation {
    condition     = var.kms_key == null || can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "kms_key is the id of a key: projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "labels" {
  type        = map(string)
  default     = {}
  description = "Labels of everything that is made."
}
