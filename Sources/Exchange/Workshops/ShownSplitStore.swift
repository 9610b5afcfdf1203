// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on what was shown of a workshop before it was opened again.
struct ShownSplitStore: Sendable {
    /// How many chose each step, by question.
    func splits(of workshop: ID<Workshop>, on connection: any Connection) throws -> [WorkshopQuestion: [Int]] {
        let rows = try connection.all("SELECT question, counts FROM workshop_split WHERE workshop_id = \(workshop)") {
            (question: try $0["question"] as String, counts: try $0["counts"] as String)
        }
        return rows.reduce(into: [:]) { splits, row in
            guard let question = WorkshopQuestion(key: row.question) else { return }
            splits[question] = row.counts.split(separator: ",").compactMap { Int($0) }
        }
    }

    /// Keeps what is shown; of what was hidden because too few answered, what was shown before it.
    func keep(
        _ splits: [WorkshopQuestion: [Int]], of workshop: ID<Workshop>, on connection: any Connection
    ) throws {
        for (question, counts) in splits.sorted(by: { $0.key.key < $1.key.key })
        where counts.reduce(0, +) >= WorkshopRules.fewestShown {
            let text = counts.map(String.init).joined(separator: ",")
            try connection.execute(
                """
                INSERT INTO workshop_split (house_id, workshop_id, question, counts)
                VALUES (\(HouseID.network), \(workshop), \(question.key), \(text))
                ON CONFLICT (workshop_id, question) DO UPDATE SET counts = excluded.counts
                """)
        }
    }
}
