package dev.ferry.cli.demo.aws;

import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.demo.aws.lambda.DemoFunction;
import dev.ferry.cli.demo.cloud.DemoLedger;
import dev.ferry.cli.demo.cloud.DemoSample;
import dev.ferry.samples.aws.DynamoLedger;
import dev.ferry.samples.aws.LedgerTable;
import dev.ferry.samples.orders.Entry;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Functions on Lambda, with a ledger in a table of DynamoDB. */
public final class AwsSample implements DemoSample {
  /** For ServiceLoader. */
  public AwsSample() {}

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public Class<?> entry() {
    return DemoFunction.class;
  }

  @Override
  public DemoLedger ledger(Place place, String name, String store) {
    DynamoDbClient tables = place.unwrap(DynamoDbClient.class).orElseThrow();
    LedgerTable.create(tables, name);
    return new Table(tables, name);
  }

  private record Table(DynamoDbClient tables, String name) implements DemoLedger {
    @Override
    public Map<String, String> variables() {
      return Map.of(DynamoLedger.TABLE_VARIABLE, name);
    }

    @Override
    public Stream<Entry> entries() {
      return new DynamoLedger(tables, name).entries();
    }

    @Override
    public void close() {
      tables.deleteTable(request -> request.tableName(name));
    }
  }
}
