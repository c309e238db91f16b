package dev.ferry.functions.aws;

import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SnsProvider;
import dev.ferry.aws.SqsLimits;
import dev.ferry.aws.SqsProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import java.util.Optional;
import java.util.function.Function;

/**
 * SQS and SNS as a function uses them, by the SDK's own configuration. Named here, so that a cold
 * start looks for nothing.
 */
final class AwsMessaging {
  private AwsMessaging() {}

  /** A client of both; opens and connects with the first message that is sent. */
  static Messaging open(MessagingListener listener) {
    return Messaging.builder()
        .listener(listener)
        .provider(
            new LazyProvider(
                new SqsProvider(), address -> SqsLimits.queue(SqsSource.fifo(address))))
        .provider(
            new LazyProvider(
                new SnsProvider(), address -> SqsLimits.topic(SqsSource.fifo(address))))
        .build();
  }

  /** Where queues are: at the endpoint that the SDK is told, or at AWS. */
  static Function<QueueArn, String> urls(FunctionEnvironment environment) {
    Optional<String> endpoint =
        environment.find("AWS_ENDPOINT_URL_SQS").or(() -> environment.find("AWS_ENDPOINT_URL"));
    return queue -> queue.url(endpoint.orElseGet(() -> endpoint(queue)));
  }

  private static String endpoint(QueueArn queue) {
    String domain = queue.partition().equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    return "https://sqs." + queue.region() + "." + domain;
  }
}
