package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.StructuredQuery.Order;
import com.google.firestore.v1.Value;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.Stream;

/**
 * A query of one collection: all of it, or where one field equals a value; in the order of names,
 * or of one field with whole numbers or texts; up to a limit.
 */
final class Query {
  private static final String NAME = "__name__";

  private final String collection;
  private final StructuredQuery query;

  private Query(String collection, StructuredQuery query) {
    this.collection = collection;
    this.query = query;
  }

  static Query of(String parent, StructuredQuery query) throws Refused {
    if (query.getFromCount() != 1 || query.getFrom(0).getAllDescendants()) {
      throw Refused.unimplemented("a query of other than one collection");
    }
    if (query.getOrderByCount() > 1 || query.hasStartAt() || query.hasEndAt()) {
      throw Refused.unimplemented("a query with cursors or several orders");
    }
    if (query.hasWhere()
        && query.getWhere().getFieldFilter().getOp() != FieldFilter.Operator.EQUAL) {
      throw Refused.unimplemented("a query with other than one equality");
    }
    return new Query(parent + "/" + query.getFrom(0).getCollectionId() + "/", query);
  }

  List<Document> select(NavigableMap<String, Document> documents) {
    Stream<Document> found =
        documents.tailMap(collection).values().stream()
            .takeWhile(document -> document.getName().startsWith(collection))
            .filter(document -> document.getName().indexOf('/', collection.length()) < 0)
            .filter(this::matches)
            .filter(this::hasItsOrder)
            .sorted(order());
    return (query.hasLimit() ? found.limit(query.getLimit().getValue()) : found).toList();
  }

  private boolean matches(Document document) {
    Filter where = query.getWhere();
    FieldFilter equality = where.getFieldFilter();
    return !query.hasWhere()
        || equality
            .getValue()
            .equals(document.getFieldsMap().get(equality.getField().getFieldPath()));
  }

  /** A document without the field that a query is ordered by is not in it. */
  private boolean hasItsOrder(Document document) {
    return query.getOrderByCount() == 0
        || orderField().equals(NAME)
        || document.containsFields(orderField());
  }

  private String orderField() {
    return query.getOrderBy(0).getField().getFieldPath();
  }

  private Comparator<Document> order() {
    Comparator<Document> byName = Comparator.comparing(Document::getName);
    if (query.getOrderByCount() == 0) {
      return byName;
    }
    Order order = query.getOrderBy(0);
    Comparator<Document> ascending =
        orderField().equals(NAME) ? byName : byField(orderField()).thenComparing(byName);
    return order.getDirection() == Direction.DESCENDING ? ascending.reversed() : ascending;
  }

  private static Comparator<Document> byField(String field) {
    return Comparator.<Document>comparingLong(document -> value(document, field).getIntegerValue())
        .thenComparing(document -> value(document, field).getStringValue());
  }

  private static Value value(Document document, String field) {
    return document.getFieldsOrThrow(field);
  }
}
