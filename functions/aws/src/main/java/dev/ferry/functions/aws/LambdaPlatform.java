package dev.ferry.functions.aws;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.ferry.aws.SnsProvider;
import dev.ferry.aws.SqsLimits;
import dev.ferry.aws.SqsProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.LazyProvider;
import dev.ferry.functions.spi.FunctionPlatform;
import dev.ferry.functions.spi.LineFormat;
import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import java.nio.charset.StandardCharsets;

/**
 * Lambda with SQS and SNS by the SDK's own configuration, named here, so that a cold start looks
 * for nothing.
 */
final class LambdaPlatform implements FunctionPlatform {
  private static final String FUNCTION = "AWS_LAMBDA_FUNCTION_NAME";
  private static final String AT_ONCE = "AWS_LAMBDA_MAX_CONCURRENCY";

  /** A client of both; opens and connects with the first message that is sent. */
  @Override
  public Messaging open(MessagingListener listener) {
    return Messaging.builder()
        .listener(listener)
        .provider(
            new LazyProvider(
                new SqsProvider(),
                address -> SqsLimits.queue(SqsSource.fifo(address)),
                SqsLimits::sizeBytes))
        .provider(
            new LazyProvider(
                new SnsProvider(),
                address -> SqsLimits.topic(SqsSource.fifo(address)),
                SqsLimits::sizeBytes))
        .build();
  }

  @Override
  public StoreFactory store() {
    return new DynamoStores();
  }

  @Override
  public String functionName(FunctionEnvironment environment) {
    return environment.find(FUNCTION).orElse("");
  }

  /** Only a process on Lambda Managed Instances does. */
  @Override
  public boolean servesMany(FunctionEnvironment environment) {
    try {
      return Integer.parseInt(environment.find(AT_ONCE).orElse("1")) > 1;
    } catch (NumberFormatException notSaid) {
      return false;
    }
  }

  /** A line as it is: the logger would wrap a text in JSON of its own, and so hide metrics. */
  @Override
  public void write(String line) {
    LambdaLogger log = LambdaRuntime.getLogger();
    log.log((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public LineFormat lines() {
    return new LambdaLines();
  }
}
