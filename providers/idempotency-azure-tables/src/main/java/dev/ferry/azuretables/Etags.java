package dev.ferry.azuretables;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.data.tables.models.TableEntity;

/** The versions that the service gives to entities. */
final class Etags {
  /** Where the SDK keeps an entity's ETag, which it takes for its conditions. */
  private static final String PROPERTY = "odata.etag";

  private Etags() {}

  /** Of a write's answer; empty where it has none, so that the next write reads first. */
  static String of(Response<?> written) {
    String etag = written.getHeaders().getValue(HttpHeaderName.ETAG);
    return etag == null ? "" : whole(etag);
  }

  /** The vendor's emulator loses the last quote of an ETag in a header. */
  static String whole(String etag) {
    return etag.startsWith("W/\"") && !etag.endsWith("\"") ? etag + "\"" : etag;
  }

  /** The entity, to be written where it still has that ETag. */
  static TableEntity expect(TableEntity entity, String etag) {
    return entity.addProperty(PROPERTY, etag);
  }
}
