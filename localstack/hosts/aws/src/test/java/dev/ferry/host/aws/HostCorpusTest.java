package dev.ferry.host.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The corpus on our own mapping. */
class HostCorpusTest extends MappingCorpus {
  private final LocalQueues queues = new LocalQueues();
  private final FunctionPool function =
      new FunctionPool(Functions.scripted(Duration.ofSeconds(2)), 4, line -> {});
  private final List<QueueMapping> mappings = new ArrayList<>();

  @Override
  SqsClient sqs() {
    return queues.sqs;
  }

  @Override
  void map(String queueUrl, String queueArn) {
    MappingSpec spec = new MappingSpec(queueUrl, queueArn, 10, Duration.ofSeconds(1), true, 1);
    QueueMapping mapping = new QueueMapping(queues.sqs, spec, function);
    mapping.start();
    mappings.add(mapping);
  }

  @Override
  @AfterAll
  void deleteQueues() {
    mappings.parallelStream().forEach(QueueMapping::close);
    function.close();
    super.deleteQueues();
    queues.close();
  }
}
