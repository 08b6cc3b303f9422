import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;

/** Keeps databases in memory and speaks MongoDB's protocol on a free loopback port until its input ends. */
class WireServer {
  public static void main(String[] args) throws Exception {
    MongoServer server = new MongoServer(new Backend());
    System.out.println("mongodb://127.0.0.1:" + server.bind().getPort());
    while (System.in.read() >= 0);
    server.shutdownNow();
  }

  /** The commands of a newer server that clients of today ask for, and that the library does not know. */
  static class Backend extends MemoryBackend {
    Backend() {
      version(new MongoVersion() {
        public List<Integer> getVersionArray() {
          return List.of(5, 0, 0);
        }

        public int getWireVersion() {
          return 13;
        }
      });
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
      if (command.equals("hello")) return super.handleCommand(channel, database, "isMaster", query);
      return super.handleCommand(channel, database, command, query);
    }
  }
}
