package dev.ferry.cli.cloud.google;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.Unpacked;
import dev.ferry.cli.packaging.Layout;
import dev.ferry.cli.packaging.google.GoogleLayout;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.peers.google.firestore.FirestoreServer;
import dev.ferry.peers.google.pubsub.PubSubServer;
import dev.ferry.topology.Host;
import java.io.IOException;

/** Pub/Sub and Firestore in this JVM; functions on our local host, pushed to. */
public final class GoogleCloud implements Cloud {
  /** For ServiceLoader. */
  public GoogleCloud() {}

  @Override
  public String name() {
    return "google";
  }

  @Override
  public Host host() {
    return Host.GOOGLE;
  }

  @Override
  public Layout layout() {
    return new GoogleLayout();
  }

  @Override
  public <T> T during(CloudOptions options, Use<T> use) throws IOException, InterruptedException {
    if (options.endpoint() != null) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "run on google: --endpoint is not for it, since the vendor's emulators neither sign pushes nor say what a subscription holds; leave it out");
    }
    try (PubSubServer channels = PubSubServer.start();
        FirestoreServer records = FirestoreServer.start();
        Unpacked code = Unpacked.create();
        GooglePlace place = new GooglePlace(channels, records, code.folder(), options)) {
      return use.of(place);
    }
  }
}
