package dev.ferry.cli.demo.google;

import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.demo.cloud.DemoLedger;
import dev.ferry.cli.demo.cloud.DemoSample;
import dev.ferry.cli.demo.google.function.DemoFunction;
import dev.ferry.firestore.FirestoreClient;
import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.samples.google.FirestoreLedger;
import dev.ferry.samples.orders.Entry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Functions behind push subscriptions, with a ledger in a collection of Firestore. */
public final class GoogleSample implements DemoSample {
  /** For ServiceLoader. */
  public GoogleSample() {}

  @Override
  public String name() {
    return "google";
  }

  @Override
  public Class<?> entry() {
    return DemoFunction.class;
  }

  @Override
  public DemoLedger ledger(Place place, String name, String store) {
    String project = place.environment().getOrDefault("GOOGLE_CLOUD_PROJECT", "");
    return new Collection(place.unwrap(FirestoreClient.class).orElseThrow(), project + "/" + name);
  }

  private record Collection(FirestoreClient documents, String path) implements DemoLedger {
    /** An auditor reads all of it at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public Map<String, String> variables() {
      return Map.of(FirestoreLedger.COLLECTION_VARIABLE, path);
    }

    @Override
    public Stream<Entry> entries() {
      return new FirestoreLedger(documents.withTimeout(PATIENCE), FirestoreCollection.parse(path))
          .entries();
    }

    /** Its documents are gone with the server. */
    @Override
    public void close() {}
  }
}
