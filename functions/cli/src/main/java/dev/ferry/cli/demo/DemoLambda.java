package dev.ferry.cli.demo;

import dev.ferry.cli.local.AwsPlace;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.functions.FunctionVariables;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The demo's functions on Lambda itself, or what answers as it does, by its own mappings. */
final class DemoLambda implements DemoFunctions {
  /** Nobody looks at it where the demo runs. */
  private static final String ROLE = "arn:aws:iam::000000000000:role/ferry-demo";

  private static final int MEMORY_MEGABYTES = 512;

  private static final System.Logger LOG = System.getLogger(DemoLambda.class.getName());

  private final LambdaClient lambda;
  private final List<String> functions = new ArrayList<>();
  private final List<String> mappings = new ArrayList<>();

  private DemoLambda(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /**
   * Functions of a zip, with what makes trouble in it.
   *
   * @param folder where the zip is made
   */
  static DemoFunctions.Hosting deploying(Path folder, AwsPlace place) throws IOException {
    List<Path> classPath = new ArrayList<>(DemoCode.packaged());
    classPath.addAll(DemoCode.trouble());
    Path zip = folder.resolve("demo.zip");
    Artefact.of(classPath.stream().distinct().toList()).write(zip);
    return (Topology topology,
        ApplicationPlan plan,
        SqsClient queues,
        Map<String, String> environment) -> {
      DemoLambda deployed = new DemoLambda(place.functions());
      for (Handler handler : topology.handlers().values()) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(FunctionVariables.of(plan, handler.name()));
        variables.remove("AWS_REGION");
        deployed.create(topology.resourceName(handler.name()), handler, bytes(zip), variables);
        String url =
            queues
                .getQueueUrl(
                    request -> request.queueName(plan.handler(handler.name()).source().name()))
                .queueUrl();
        deployed.map(topology.resourceName(handler.name()), handler, arn(queues, url));
      }
      return deployed;
    };
  }

  private static SdkBytes bytes(Path zip) {
    try {
      return SdkBytes.fromByteArray(Files.readAllBytes(zip));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String arn(SqsClient queues, String url) {
    Map<QueueAttributeName, String> told =
        queues
            .getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes();
    return Objects.requireNonNull(told.get(QueueAttributeName.QUEUE_ARN), "its ARN");
  }

  private void create(String name, Handler handler, SdkBytes zip, Map<String, String> variables) {
    lambda.createFunction(
        request ->
            request
                .functionName(name)
                .runtime(Runtime.JAVA21)
                .handler(DemoCode.ENTRY)
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

  @Override
  public void start() {
    mappings.forEach(
        uuid -> lambda.updateEventSourceMapping(request -> request.uuid(uuid).enabled(true)));
  }

  /** What runs holds its messages' leases: the queues tell. */
  @Override
  public boolean idle() {
    return true;
  }

  /** What cannot be deleted stays behind; the run's account does not depend on it. */
  @Override
  public void close() {
    mappings.forEach(
        uuid -> tried(() -> lambda.deleteEventSourceMapping(request -> request.uuid(uuid))));
    functions.forEach(
        name -> tried(() -> lambda.deleteFunction(request -> request.functionName(name))));
    mappings.clear();
    functions.clear();
  }

  private static void tried(Runnable deletion) {
    try {
      deletion.run();
    } catch (SdkException stays) {
      LOG.log(System.Logger.Level.DEBUG, "take away a function of the demo", stays);
    }
  }
}
