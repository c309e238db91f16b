package dev.ferry.peers.azure.tables;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableServiceException;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import com.azure.data.tables.models.TableTransactionFailedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are sent one after the other, each answered.
 *
 * @param name says what is shown
 * @param requests the requests
 */
record Shape(String name, List<Step> requests) {
  /** An ETag that no entity has. */
  static final String STALE = "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"";

  /** One request; the answer as text that is equal where a client would see no difference. */
  interface Step {
    String send(TableClient client);
  }

  static Shape of(String name, Step... requests) {
    return new Shape(name, List.of(requests));
  }

  @Override
  public String toString() {
    return name;
  }

  List<String> answers(TableClient client) {
    List<String> answers = new ArrayList<>();
    for (Step request : requests) {
      try {
        answers.add(request.send(client));
      } catch (TableTransactionFailedException refused) {
        answers.add(code(refused) + " at " + refused.getFailedTransactionActionIndex());
      } catch (TableServiceException refused) {
        answers.add(code(refused) + " " + refused.getResponse().getStatusCode());
      } catch (HttpResponseException refusedQuery) {
        answers.add("refused " + refusedQuery.getResponse().getStatusCode());
      }
    }
    return answers;
  }

  private static String code(TableServiceException refused) {
    return refused.getValue() == null ? "" : String.valueOf(refused.getValue().getErrorCode());
  }

  /** An entity of partition p, with names and values by turns. */
  static TableEntity entity(String row, Object... namesAndValues) {
    TableEntity entity = new TableEntity("p", row);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entity.addProperty((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return entity;
  }

  /** With an ETag, as an entity has it that was read. */
  static TableEntity read(TableEntity entity, @Nullable String etag) {
    return entity.addProperty("odata.etag", Objects.requireNonNull(etag));
  }

  static Step insert(String row, Object... properties) {
    return client -> {
      client.createEntity(entity(row, properties));
      return "inserted";
    };
  }

  static Step get(String row) {
    return client -> describe(client.getEntity("p", row));
  }

  static Step upsert(TableEntityUpdateMode mode, String row, Object... properties) {
    return client -> {
      client.upsertEntityWithResponse(entity(row, properties), mode, null, Context.NONE);
      return "upserted";
    };
  }

  /** Writes where the entity is as the last read found it. */
  static Step update(TableEntityUpdateMode mode, String row, Object... properties) {
    return client -> {
      String etag = client.getEntity("p", row).getETag();
      client.updateEntityWithResponse(
          read(entity(row, properties), etag), mode, true, null, Context.NONE);
      return "updated";
    };
  }

  static Step updateStale(TableEntityUpdateMode mode, String row, Object... properties) {
    return client -> {
      client.updateEntityWithResponse(
          read(entity(row, properties), STALE), mode, true, null, Context.NONE);
      return "updated";
    };
  }

  static Step delete(String row, @Nullable String etag) {
    return client -> {
      TableEntity entity = entity(row);
      boolean conditional = etag != null;
      client.deleteEntityWithResponse(
          conditional ? read(entity, etag) : entity, conditional, null, Context.NONE);
      return "deleted";
    };
  }

  static TableTransactionAction action(
      TableTransactionActionType type, String row, Object... properties) {
    return new TableTransactionAction(type, entity(row, properties));
  }

  static TableTransactionAction actionStale(TableTransactionActionType type, String row) {
    return new TableTransactionAction(type, read(entity(row), STALE), true);
  }

  static Step transaction(TableTransactionAction... actions) {
    return client ->
        client.submitTransaction(List.of(actions)).getTransactionActionResponses().stream()
            .map(response -> response.getStatusCode())
            .toList()
            .toString();
  }

  static Step query(String filter, @Nullable Integer top) {
    return client ->
        client
            .listEntities(
                new ListEntitiesOptions().setFilter(filter).setTop(top), null, Context.NONE)
            .stream()
            .map(Shape::describe)
            .toList()
            .toString();
  }

  /** Without what OData says of it, and without what differs between any two servers. */
  private static String describe(TableEntity entity) {
    Map<String, Object> properties = new TreeMap<>(entity.getProperties());
    properties.keySet().removeIf(name -> name.startsWith("odata.") || name.equals("Timestamp"));
    properties.replaceAll(
        (name, value) ->
            value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value);
    properties.remove("Timestamp@odata.type");
    return properties.toString();
  }
}
