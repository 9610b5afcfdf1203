// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Storage
import Web

extension ExchangeCapability {
    /// Gives the model network files to take along: at the measure that most others did too, and as what came of a part
    /// of a finished task.
    package func fillDemoFiles(now: Instant) async throws {
        let list = try await demoFile("Materialliste.csv", Self.demoList, .csv, now: now)
        let guide = try await demoFile("Ablauf.txt", Self.demoGuide, .text, now: now)
        try await measures.database.write { connection in
            guard let measure = try measures.measures.store.mostReused(limit: 1, on: connection).first else { return }
            let materials = measures.measures.materials
            for (name, file) in [("Was ihr braucht", list), ("Ablauf des Nachmittags", guide)] {
                try files.enter(file.stored, now: now, on: connection)
                try materials.add(
                    name, .file(file), licence: .by, credit: "Team der Bibliothek", altText: nil, to: measure.id,
                    on: connection)
            }
            try sharing.fillDemoResult(guide, on: connection)
            connection.signal(.publicData(.network))
        }
    }

    private func demoFile(_ name: String, _ text: String, _ kind: FileKind, now: Instant) async throws -> AttachedFile {
        let arriving = try files.begin()
        try arriving.append(Array(text.utf8))
        return AttachedFile(
            try await files.keep(arriving, mediaType: kind.mediaType, now: now), name: FileName(name))
    }

    private static let demoList = """
        Was;Wie viel;Woher
        Sitzkissen;12;vorhanden
        Namensschilder;20;Bürobedarf
        Saft und Wasser;10 l;Förderverein
        Plakat;3;Vorlage selbst gedruckt

        """

    private static let demoGuide = """
        Eine Stunde vorher: Regale beiseite, Stühle im Kreis, Technik prüfen.
        Beginn: alle begrüßen, kurz sagen, was geschieht und wann Pause ist.
        Mitte: in kleinen Gruppen, eine Person der Bibliothek geht herum.
        Ende: gemeinsam aufräumen, Rückmeldung auf Karten.

        """
}

extension Sharing {
    /// Adds a file to what came of the first delivered part of the newest finished task.
    func fillDemoResult(_ file: AttachedFile, on connection: any Connection) throws {
        guard let task = try tasks.store.tasks(finished: true, limit: 1, on: connection).first,
            let part = task.parts.first(where: { $0.outcome != nil }), let holder = part.holder,
            var outcome = part.outcome
        else { return }
        outcome.file = file
        _ = try tasks.store.deliver(outcome, for: part.id, by: holder.library, now: holder.since, on: connection)
    }
}
