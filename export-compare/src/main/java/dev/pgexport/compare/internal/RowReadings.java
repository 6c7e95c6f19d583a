package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.compare.OpenSide;
import dev.pgexport.engine.read.OpenRows;
import dev.pgexport.engine.read.ReadContext;
import dev.pgexport.engine.read.ReadRunner;
import dev.pgexport.engine.read.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Reads rows of the sides, all of them at once, as often as is needed. */
public final class RowReadings {
    private final List<OpenSide> sides;
    private final List<SideTypes> types;
    private final ReadRunner runner;
    private final Progress progress;

    RowReadings(List<OpenSide> sides, List<SideTypes> types, ReadRunner runner, Progress progress) {
        this.sides = sides;
        this.types = types;
        this.runner = runner;
        this.progress = progress;
    }

    /** Hears how far a reading is. */
    public interface Progress extends LongConsumer {
        void begin(long bytes);
    }

    /** The rows of a side that are read this time. */
    private record SideRows(int side, RowSource rows) implements RowSource {
        @Override
        public String subject() {
            return rows.subject();
        }

        @Override
        public OpenRows open(ReadContext context) throws IOException, InterruptedException {
            return rows.open(context);
        }
    }

    /** Read once what works need; none is read where there are none. */
    void read(Works works) throws InterruptedException {
        List<SideRows> sources = new ArrayList<>();
        long bytes = 0;
        for (int side = 0; side < sides.size(); side++) {
            Set<TableName> tables = works.of(side).keySet();
            if (!tables.isEmpty()) {
                bytes += sides.get(side).bytes(tables);
                sources.add(new SideRows(side, sides.get(side).rows(tables, progress)));
            }
        }
        if (sources.isEmpty()) {
            return;
        }
        progress.begin(bytes);
        Object ending = new Object();
        runner.read(sources, (source, run) -> {
            Map<TableName, List<TableWork>> ofSide = works.of(source.side());
            PortionConsumer consumer = new PortionConsumer(ofSide, types.get(source.side()));
            run.writeTo(consumer);
            synchronized (ending) {
                consumer.end();
            }
        });
    }
}
