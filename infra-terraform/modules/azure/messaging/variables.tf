variable "name" {
  type        = string
  description = "Name of the namespace, unique in the world: 6 to 50 letters, digits and hyphens, beginning with a letter."
  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$", var.name)) && !can(regex("-(sb|mgmt)$", var.name))
    error_message = "name has 6 to 50 letters, digits and hyphens, begins with a letter, and ends neither in a hyphen nor in -sb or -mgmt."
  }
}

variable "namespace" {
  type        = string
  default     = null
  description = "Id of a namespace that is there and is used instead of a new one."
  validation {
    condition     = var.namespace == null || can(regex("^/subscriptions/.+/resourceGroups/.+/providers/Microsoft.ServiceBus/namespaces/[^/]+$", var.namespace))
    error_message = "namespace is the id of one: /subscriptions/S/resourceGroups/G/providers/Microsoft.ServiceBus/namespaces/N."
  }
}

variable "queues" {
  type = map(object({
    resource_name        = string
    ordered              = bool
    delay_seconds        = number
    retention_seconds    = number
    ack_deadline_seconds = number
    max_message_bytes    = number
    dedup_window_seconds = optional(number, 0)
    max_deliveries       = optional(number, 1000)
    address_parameters   = optional(map(string), {})
    existing             = optional(string)
    handler              = optional(string)
    dead_letters         = optional(string)
    dead_of              = optional(string)
    parked_of            = optional(string)
  }))
  description = "Queues by name, as modules/topology has them: seconds and bytes. An ordered one has sessions. `dead_letters` names the queue for dead letters of one that a handler reads; `dead_of` and `parked_of` name the queue whose dead or parked letters it keeps; `existing` is the name or id of one that is there; `address_parameters` is what its address says, as modules/topology has it."
  validation {
    condition     = alltrue([for queue in values(var.queues) : can(regex("^[A-Za-z0-9]$|^[A-Za-z0-9][A-Za-z0-9._/-]{0,258}[A-Za-z0-9_]$", queue.resource_name))])
    error_message = "A queue's name has 1 to 260 letters, digits, dots, hyphens, underscores and slashes, and begins with a letter or digit."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.retention_seconds >= 60])
    error_message = "retention_seconds is 60 or more."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.ack_deadline_seconds >= 5 && queue.ack_deadline_seconds <= 300])
    error_message = "ack_deadline_seconds is from 5 to 300 (5 minutes)."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.max_deliveries >= 1 && queue.max_deliveries <= 2000])
    error_message = "max_deliveries is from 1 to 2000."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.max_deliveries >= 11 if queue.dead_letters != null])
    error_message = "max_deliveries is 11 or more: above the handler's attempts by 10, since crashes count too."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.dedup_window_seconds == 0 || (queue.dedup_window_seconds >= 20 && queue.dedup_window_seconds <= 604800)])
    error_message = "dedup_window_seconds is 0, or from 20 to 604800 (7 days)."
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
    condition     = alltrue([for queue in values(var.queues) : queue.delay_seconds == 0])
    error_message = "A queue of Service Bus delays no messages by itself, a publisher schedules them: delay_seconds is 0."
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
  description = "Topics by name, as modules/topology has them; `existing` is the name or id of one that is there, in the same namespace."
  validation {
    condition     = alltrue([for topic in values(var.topics) : can(regex("^[A-Za-z0-9]$|^[A-Za-z0-9][A-Za-z0-9._/-]{0,258}[A-Za-z0-9_]$", topic.resource_name))])
    error_message = "A topic's name has 1 to 260 letters, digits, dots, hyphens, underscores and slashes, and begins with a letter or digit."
  }
}

variable "subscriptions" {
  type = map(object({
    topic  = string
    queue  = string
    filter = map(list(string))
    name   = string
  }))
  default     = {}
  description = "Subscriptions by handler: the topic, the queue that it forwards to, the attributes with the values that the handler wants, and its name, up to 50 characters."
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : length(one.name) >= 1 && length(one.name) <= 50])
    error_message = "A subscription's name has 1 to 50 characters."
  }
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : contains(keys(var.topics), one.topic) && contains(keys(var.queues), one.queue)])
    error_message = "A subscription is of one of the topics, and forwards to one of the queues."
  }
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : alltrue([for attribute, values in one.filter : length(values) > 0 && !strcontains(attribute, "]")])])
    error_message = "A filter's attributes have one value or more each, and no ] in their names."
  }
}

variable "sku" {
  type        = string
  default     = "Standard"
  description = "Standard, or Premium for messages above 256 KB, keys and networks of one's own. Basic has no topics."
  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "sku is Standard or Premium."
  }
}

variable "capacity" {
  type        = number
  default     = 1
  description = "Messaging units of a Premium namespace: 1, 2, 4, 8 or 16."
  validation {
    condition     = contains([1, 2, 4, 8, 16], var.capacity)
    error_message = "capacity is 1, 2, 4, 8 or 16."
  }
}

variable "public_network_access" {
  type        = bool
  default     = true
  description = "Whether the namespace answers outside of a network of one's own; false needs Premium."
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
