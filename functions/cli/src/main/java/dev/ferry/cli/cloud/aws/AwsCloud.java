package dev.ferry.cli.cloud.aws;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.Unpacked;
import dev.ferry.cli.packaging.Layout;
import dev.ferry.cli.packaging.aws.LambdaLayout;
import dev.ferry.topology.Host;
import java.io.IOException;

/** Queues, topics and tables in this JVM or at an endpoint; functions on our local host. */
public final class AwsCloud implements Cloud {
  /** For ServiceLoader. */
  public AwsCloud() {}

  @Override
  public String name() {
    return "aws";
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
    try (LocalAws aws = LocalAws.at(options.endpoint());
        Unpacked code = Unpacked.create();
        AwsPlace place =
            new AwsPlace(aws.endpoints(), new FunctionProcesses.Host(code.folder(), options))) {
      return use.of(place);
    }
  }
}
