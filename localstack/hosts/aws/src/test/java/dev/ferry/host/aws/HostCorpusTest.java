package dev.ferry.host.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The corpus on our own mapping. */
class HostCorpusTest extends MappingCorpus {
  private final LocalQueues queues = new LocalQueues();
  private final Map<Integer, FunctionPool> functions = new HashMap<>();
  private final List<QueueMapping> mappings = new ArrayList<>();

  @Override
  SqsClient sqs() {
    return queues.sqs;
  }

  @Override
  void map(String queueUrl, String queueArn, int timeoutSeconds) {
    FunctionPool function = functions.computeIfAbsent(timeoutSeconds, HostCorpusTest::function);
    MappingSpec spec = new MappingSpec(queueUrl, queueArn, 10, Duration.ofSeconds(1), true, 1);
    QueueMapping mapping = new QueueMapping(queues.sqs, spec, function);
    mapping.start();
    mappings.add(mapping);
  }

  private static FunctionPool function(int timeoutSeconds) {
    return new FunctionPool(Functions.scripted(Duration.ofSeconds(timeoutSeconds)), 4, line -> {});
  }

  @Override
  @AfterAll
  void deleteQueues() {
    mappings.parallelStream().forEach(QueueMapping::close);
    functions.values().forEach(FunctionPool::close);
    super.deleteQueues();
    queues.close();
  }
}
