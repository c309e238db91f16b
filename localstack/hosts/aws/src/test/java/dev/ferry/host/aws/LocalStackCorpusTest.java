package dev.ferry.host.aws;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The corpus on LocalStack's own event source mapping, which nobody here wrote. */
@EnabledIfSystemProperty(
    named = LocalStack.ENDPOINT,
    matches = ".+",
    disabledReason =
        "no LocalStack: `localstack/up --detach`, then"
            + " -Dferry.localstack.endpoint=http://127.0.0.1:4566")
class LocalStackCorpusTest extends MappingCorpus {
  private final LocalStack localStack = LocalStack.open();

  @Override
  SqsClient sqs() {
    return localStack.sqs();
  }

  @Override
  void map(String queueUrl, String queueArn, int timeoutSeconds) {
    localStack.map(queueArn, timeoutSeconds);
  }

  /**
   * LocalStack 4.14.0 takes an answer that it cannot read for a success and deletes the batch. AWS
   * counts an invalid JSON response among the complete failures; it says nothing of an array, which
   * our host takes for a failure, because that loses no message.
   */
  @Override
  Map<String, Integer> differences() {
    return Map.of("bad-json", 0, "array", 0);
  }

  @Override
  @AfterAll
  void deleteQueues() {
    localStack.deleteFunctions();
    super.deleteQueues();
    localStack.close();
  }
}
