package dev.ferry.cli.cloud.aws;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.packaging.Layout;
import dev.ferry.cli.packaging.aws.LambdaLayout;
import dev.ferry.topology.Host;
import java.io.IOException;

/** LocalStack, which is started where none runs; functions on its own Lambda. */
public final class LocalStackCloud implements Cloud {
  /** For ServiceLoader. */
  public LocalStackCloud() {}

  @Override
  public String name() {
    return "localstack";
  }

  @Override
  public Host host() {
    return Host.AWS;
  }

  @Override
  public Layout layout() {
    return new LambdaLayout();
  }

  @Override
  public <T> T during(CloudOptions options, Use<T> use) throws IOException, InterruptedException {
    try (LocalStack localStack = LocalStack.at(options.endpoint())) {
      AwsEndpoints endpoints = AwsEndpoints.at(localStack.endpoint());
      try (LambdaFunctions.Host host = new LambdaFunctions.Host(endpoints.functions());
          AwsPlace place = new AwsPlace(endpoints, host)) {
        return use.of(place);
      }
    }
  }
}
