package dev.ferry.cli.cloud.aws;

import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.functions.FunctionVariables;
import dev.ferry.topology.Handler;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Functions on Lambda itself, or what answers as it does, fed by its own mappings. */
final class LambdaFunctions implements Functions {
  /** Nobody looks at it where this runs. */
  private static final String ROLE = "arn:aws:iam::000000000000:role/ferry";

  private static final int MEMORY_MEGABYTES = 512;

  /** An event of no messages. */
  private static final String NOTHING = "{\"Records\":[]}";

  private static final System.Logger LOG = System.getLogger(LambdaFunctions.class.getName());

  private final LambdaClient lambda;
  private final List<String> functions = new ArrayList<>();
  private final List<String> mappings = new ArrayList<>();

  private LambdaFunctions(LambdaClient lambda) {
    this.lambda = lambda;
  }

  private static String arn(SqsClient queues, String url) {
    Map<QueueAttributeName, String> told =
        queues
            .getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes();
    return Objects.requireNonNull(told.get(QueueAttributeName.QUEUE_ARN), "its ARN");
  }

  private void create(
      String name, Handler handler, String entry, SdkBytes zip, Map<String, String> variables) {
    lambda.createFunction(
        request ->
            request
                .functionName(name)
                .runtime(Runtime.JAVA21)
                .handler(entry)
                .role(ROLE)
                .memorySize(MEMORY_MEGABYTES)
                .timeout((int) handler.timeout().toSeconds())
                .code(code -> code.zipFile(zip))
                .environment(of -> of.variables(variables)));
    functions.add(name);
    lambda.waiter().waitUntilFunctionActiveV2(request -> request.functionName(name));
  }

  /** Feeds it, but only from {@link #start()} on. */
  private void map(String name, Handler handler, String queueArn) {
    mappings.add(
        lambda
            .createEventSourceMapping(
                request ->
                    request
                        .functionName(name)
                        .eventSourceArn(queueArn)
                        .enabled(false)
                        .batchSize(handler.batch().size())
                        .maximumBatchingWindowInSeconds((int) handler.batch().window().toSeconds())
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES))
            .uuid());
  }

  /** Warms them before, one after another: cold starts all at once would take each other's time. */
  @Override
  public void start() {
    functions.forEach(name -> tried(() -> warm(name)));
    mappings.forEach(
        uuid -> lambda.updateEventSourceMapping(request -> request.uuid(uuid).enabled(true)));
  }

  private void warm(String name) {
    lambda.invoke(request -> request.functionName(name).payload(SdkBytes.fromUtf8String(NOTHING)));
  }

  /** Lambda tells nothing: what runs holds its messages' leases, which the queues tell. */
  @Override
  public Map<String, Counts> counts() {
    return Map.of();
  }

  /** What cannot be deleted stays behind. */
  @Override
  public void close() {
    mappings.forEach(
        uuid -> tried(() -> lambda.deleteEventSourceMapping(request -> request.uuid(uuid))));
    functions.forEach(
        name -> tried(() -> lambda.deleteFunction(request -> request.functionName(name))));
    mappings.clear();
    functions.clear();
  }

  private static void tried(Runnable request) {
    try {
      request.run();
    } catch (SdkException goneOn) {
      LOG.log(System.Logger.Level.DEBUG, "warm or delete a function: goes on without", goneOn);
    }
  }

  /** Deploys them, by a client that it closes. */
  record Host(LambdaClient lambda) implements AwsPlace.FunctionHost, AutoCloseable {
    @Override
    public Functions deploy(
        Deployment deployment, Map<String, String> environment, SqsClient queues)
        throws IOException {
      SdkBytes zip = SdkBytes.fromByteArray(Files.readAllBytes(deployment.code()));
      LambdaFunctions deployed = new LambdaFunctions(lambda);
      for (Handler handler : deployment.topology().handlers().values()) {
        String name = deployment.topology().resourceName(handler.name());
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(deployment.variables());
        variables.putAll(FunctionVariables.of(deployment.plan(), handler.name()));
        variables.remove("AWS_REGION");
        deployed.create(name, handler, deployment.entry() + "::handleRequest", zip, variables);
        String queue = deployment.plan().handler(handler.name()).source().name();
        String url = queues.getQueueUrl(request -> request.queueName(queue)).queueUrl();
        deployed.map(name, handler, arn(queues, url));
      }
      return deployed;
    }

    @Override
    public void close() {
      lambda.close();
    }
  }
}
