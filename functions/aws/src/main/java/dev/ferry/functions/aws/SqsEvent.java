package dev.ferry.functions.aws;

import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SqsRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of a queue, as an event source mapping gives it.
 *
 * @param queue the queue; null for a batch without a message
 * @param records the messages, in the order in which they were received
 * @param began when the invocation began
 * @param limit when Lambda ends the invocation
 */
record SqsEvent(@Nullable QueueArn queue, List<SqsRecord> records, Instant began, Instant limit) {}
