package dev.ferry.functions.aws;

import dev.ferry.aws.QueueArn;
import dev.ferry.functions.FunctionEnvironment;
import java.util.Optional;
import java.util.function.Function;

/** Where queues are: at the endpoint that the SDK is told, or at AWS. */
final class SqsUrls {
  private SqsUrls() {}

  /** The URL of a queue, as the variables say. */
  static Function<QueueArn, String> of(FunctionEnvironment environment) {
    Optional<String> endpoint =
        environment.find("AWS_ENDPOINT_URL_SQS").or(() -> environment.find("AWS_ENDPOINT_URL"));
    return queue -> queue.url(endpoint.orElseGet(() -> endpoint(queue)));
  }

  private static String endpoint(QueueArn queue) {
    String domain = queue.partition().equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    return "https://sqs." + queue.region() + "." + domain;
  }
}
