package dev.ferry.cli.cloud.azure;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.Unpacked;
import dev.ferry.cli.packaging.Layout;
import dev.ferry.cli.packaging.azure.AzureLayout;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import dev.ferry.peers.azure.tables.TablesServer;
import dev.ferry.topology.Host;
import java.io.IOException;

/** Service Bus and Table storage in this JVM; function apps on our local host. */
public final class AzureCloud implements Cloud {
  /** For ServiceLoader. */
  public AzureCloud() {}

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public Host host() {
    return Host.AZURE;
  }

  @Override
  public Layout layout() {
    return new AzureLayout();
  }

  @Override
  public <T> T during(CloudOptions options, Use<T> use) throws IOException, InterruptedException {
    if (options.endpoint() != null) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "run on azure: --endpoint is not for it, since queues are made in the broker in this JVM alone; leave it out");
    }
    SdkLog.quiet();
    try (ServiceBusPeer channels = ServiceBusPeer.start();
        TablesServer records = TablesServer.start();
        Unpacked code = Unpacked.create();
        AzurePlace place = new AzurePlace(channels, records, code.folder(), options)) {
      return use.of(place);
    }
  }
}
