package dev.ferry.functions.aws;

import dev.ferry.messaging.spi.InboundMessage;
import java.util.List;

/**
 * What a topic invokes a function with.
 *
 * @param topicArn the topic
 * @param messages one message, as SNS does it now
 */
record SnsEvent(String topicArn, List<InboundMessage> messages) {}
