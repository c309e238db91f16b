variable "queues" {
  type = map(object({
    resource_name        = string
    ordered              = bool
    delay_seconds        = number
    retention_seconds    = number
    ack_deadline_seconds = number
    max_message_bytes    = number
    max_deliveries       = optional(number, 1000)
    existing             = optional(string)
    handler              = optional(string)
    dead_letters         = optional(string)
    dead_of              = optional(string)
    parked_of            = optional(string)
  }))
  description = "Queues by name, as modules/topology has them: seconds and bytes. `dead_letters` names the queue for dead letters of one that a handler reads; `dead_of` and `parked_of` name the queue whose dead or parked letters it keeps; `existing` is the name or ARN of one that is there."
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.ordered == endswith(queue.resource_name, ".fifo")])
    error_message = "The name of an ordered queue ends in .fifo, and no other's does."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : can(regex("^[A-Za-z0-9_-]{1,75}(\\.fifo)?$|^[A-Za-z0-9_-]{1,80}$", queue.resource_name))])
    error_message = "A queue's name has 1 to 80 letters, digits, hyphens and underscores, .fifo included."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.delay_seconds >= 0 && queue.delay_seconds <= 900])
    error_message = "delay_seconds is from 0 to 900."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.retention_seconds >= 60 && queue.retention_seconds <= 1209600])
    error_message = "retention_seconds is from 60 to 1209600 (14 days)."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.ack_deadline_seconds >= 1 && queue.ack_deadline_seconds <= 43200])
    error_message = "ack_deadline_seconds is from 1 to 43200 (12 hours)."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.max_message_bytes >= 1024 && queue.max_message_bytes <= 1048576])
    error_message = "max_message_bytes is from 1024 to 1048576 (1 MiB)."
  }
  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.max_deliveries >= 11 && queue.max_deliveries <= 1000 if queue.dead_letters != null])
    error_message = "max_deliveries is from 11 to 1000: above the handler's attempts by 10, since throttles and crashes count too."
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
    error_message = "Dead letters are kept longer than their queue keeps messages: on SQS their age goes on."
  }
  validation {
    condition = alltrue([
      for queue in values(var.queues) : try(var.queues[queue.dead_letters].ordered == queue.ordered, true) if queue.dead_letters != null
    ])
    error_message = "A queue and its dead letters are both ordered, or neither."
  }
}

variable "topics" {
  type = map(object({
    resource_name = string
    ordered       = bool
    existing      = optional(string)
  }))
  default     = {}
  description = "Topics by name, as modules/topology has them; `existing` is the name or ARN of one that is there."
  validation {
    condition     = alltrue([for topic in values(var.topics) : topic.ordered == endswith(topic.resource_name, ".fifo")])
    error_message = "The name of an ordered topic ends in .fifo, and no other's does."
  }
}

variable "subscriptions" {
  type = map(object({
    topic  = string
    queue  = optional(string)
    filter = optional(map(list(string)), {})
    name   = string
  }))
  default     = {}
  description = "Subscriptions by the handler they are for: `topic` and `queue` are names of those above, `filter` has the values that each attribute may have, `name` is what the handler is called, prefix included. A null `queue` is a direct call of a function, which the function module subscribes: only its queue for what is undelivered is made here."
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : contains(keys(var.topics), one.topic)])
    error_message = "topic names one of the topics."
  }
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : try(contains(keys(var.queues), one.queue), true)])
    error_message = "queue names one of the queues."
  }
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : length(one.filter) <= 5 && alltrue([for values in values(one.filter) : length(values) > 0])])
    error_message = "A filter has up to 5 attributes, each with one value or more."
  }
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : try(length(setproduct(values(one.filter)...)), 1) <= 150])
    error_message = "A filter has up to 150 combinations of values."
  }
}

variable "account" {
  type = object({
    id        = string
    region    = string
    partition = optional(string, "aws")
  })
  description = "Where it is deployed: ARNs are built from names, so that a queue and its dead letters can name each other."
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account.id))
    error_message = "account.id has 12 digits."
  }
}

variable "kms_key" {
  type        = string
  default     = null
  description = "ARN of a key that encrypts queues and topics; its policy has to let sns.amazonaws.com use it where topics feed queues. Null for keys that AWS keeps, which cost nothing."
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
