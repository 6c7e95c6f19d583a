package dev.pgexport.cli.fault;

import java.util.List;
import java.util.random.RandomGenerator;

/** What can happen to a run from outside its process. */
enum ServerFault {
    TERMINATED_COORDINATOR {
        @Override
        void strike(FaultDatabase target, RandomGenerator random) {
            target.sessions().stream().findFirst().ifPresent(target::terminate);
        }
    },
    TERMINATED_SESSION {
        @Override
        void strike(FaultDatabase target, RandomGenerator random) {
            List<Integer> sessions = target.sessions();
            if (!sessions.isEmpty()) {
                target.terminate(sessions.get(random.nextInt(sessions.size())));
            }
        }
    },
    KILLED_PG_DUMP {
        @Override
        void strike(FaultDatabase target, RandomGenerator random) {
            List<ProcessHandle> programs = Programs.running("pg_dump");
            if (!programs.isEmpty()) {
                programs.get(random.nextInt(programs.size())).destroyForcibly();
            }
        }
    },
    DROPPED_TABLE {
        @Override
        void strike(FaultDatabase target, RandomGenerator random) {
            target.database().execute("DROP TABLE victim");
        }
    },
    ALTERED_TABLE {
        @Override
        void strike(FaultDatabase target, RandomGenerator random) {
            target.database().execute("ALTER TABLE victim ALTER COLUMN id TYPE text, DROP COLUMN name");
        }
    },
    TRUNCATED_TABLE {
        @Override
        void strike(FaultDatabase target, RandomGenerator random) {
            target.database().execute("TRUNCATE victim");
        }
    };

    abstract void strike(FaultDatabase target, RandomGenerator random);
}
