package dev.ferry.host.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The LocalStack that a property names, where {@link ScriptedFunction} is deployed. */
final class LocalStack implements AutoCloseable {
  /** The property. */
  static final String ENDPOINT = "ferry.localstack.endpoint";

  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  private static final String ROLE = "arn:aws:iam::000000000000:role/corpus";

  private final SqsClient sqs;
  private final LambdaClient lambda;
  private final Map<Integer, String> functions = new HashMap<>();
  private final List<String> mappings = new ArrayList<>();

  private LocalStack(URI endpoint) {
    sqs =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(KEYS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(KEYS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  static LocalStack open() {
    return new LocalStack(URI.create(System.getProperty(ENDPOINT)));
  }

  private String deploy(int timeoutSeconds) {
    String function = "scripted-" + UUID.randomUUID().toString().substring(0, 8);
    lambda.createFunction(
        request ->
            request
                .functionName(function)
                .runtime(Runtime.JAVA17)
                .role(ROLE)
                .handler(ScriptedFunction.class.getName() + "::handleRequest")
                .timeout(timeoutSeconds)
                .code(code -> code.zipFile(SdkBytes.fromByteArray(zip()))));
    try (var waiter = lambda.waiter()) {
      waiter.waitUntilFunctionActiveV2(request -> request.functionName(function));
    }
    return function;
  }

  private static byte[] zip() {
    String entry = ScriptedFunction.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream code = ScriptedFunction.class.getResourceAsStream("/" + entry)) {
      zip.putNextEntry(new ZipEntry(entry));
      code.transferTo(zip);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  SqsClient sqs() {
    return sqs;
  }

  /** Feeds the function, which may take so many seconds, from a queue. */
  void map(String queueArn, int timeoutSeconds) {
    String function = functions.computeIfAbsent(timeoutSeconds, this::deploy);
    mappings.add(
        lambda
            .createEventSourceMapping(
                request ->
                    request
                        .functionName(function)
                        .eventSourceArn(queueArn)
                        .batchSize(10)
                        .maximumBatchingWindowInSeconds(1)
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES))
            .uuid());
  }

  /** Ends the mappings, and the functions. */
  void deleteFunctions() {
    mappings.forEach(uuid -> lambda.deleteEventSourceMapping(request -> request.uuid(uuid)));
    functions
        .values()
        .forEach(name -> lambda.deleteFunction(request -> request.functionName(name)));
  }

  @Override
  public void close() {
    lambda.close();
    sqs.close();
  }
}
