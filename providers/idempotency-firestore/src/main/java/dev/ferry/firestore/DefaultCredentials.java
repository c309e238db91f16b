package dev.ferry.firestore;

import com.google.auth.oauth2.GoogleCredentials;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.CallCredentials;
import io.grpc.auth.MoreCallCredentials;
import java.io.IOException;

/** The application's own credentials, as the host has them. */
final class DefaultCredentials {
  private static final String SCOPE = "https://www.googleapis.com/auth/datastore";

  private DefaultCredentials() {}

  static CallCredentials forFirestore() {
    try {
      return MoreCallCredentials.from(
          GoogleCredentials.getApplicationDefault().createScoped(SCOPE));
    } catch (IOException none) {
      throw new MessagingException(
          ErrorCode.PERMISSION_DENIED,
          false,
          "open Firestore: no default credentials; give the function a service account, or set "
              + FirestoreClient.EMULATOR_VARIABLE,
          none);
    }
  }
}
