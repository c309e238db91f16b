package dev.ferry.cli.demo.azure;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.demo.azure.function.DemoFunction;
import dev.ferry.cli.demo.cloud.DemoLedger;
import dev.ferry.cli.demo.cloud.DemoSample;
import dev.ferry.messaging.Address;
import dev.ferry.samples.azure.TablesLedger;
import dev.ferry.samples.orders.Entry;
import java.util.Map;
import java.util.stream.Stream;

/** Functions behind queues of Service Bus, with a ledger in the table of the records. */
public final class AzureSample implements DemoSample {
  /** For ServiceLoader. */
  public AzureSample() {}

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public Class<?> entry() {
    return DemoFunction.class;
  }

  /** In the table of the records: a transaction has one table. */
  @Override
  public DemoLedger ledger(Place place, String name, String store) {
    String table = Address.parse(store).name();
    TableClient client =
        new TableClientBuilder()
            .connectionString(place.environment().get(TablesLedger.CONNECTION_VARIABLE))
            .tableName(table)
            .buildClient();
    return new Entries(new TablesLedger(client), table);
  }

  private record Entries(TablesLedger ledger, String table) implements DemoLedger {
    @Override
    public Map<String, String> variables() {
      return Map.of(TablesLedger.TABLE_VARIABLE, table);
    }

    @Override
    public Stream<Entry> entries() {
      return ledger.entries();
    }

    /** It goes with the records. */
    @Override
    public void close() {}
  }
}
