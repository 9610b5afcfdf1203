// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Who reads, and for which libraries they may act.
struct Reader: Sendable {
    let visitor: Visitor?
    let libraries: [OrganisationID]

    static let guest = Reader(visitor: nil, libraries: [])

    /// Whoever keeps the network in order sees what its members see.
    var isModerator: Bool { visitor?.has(.moderator, in: .network) ?? false }

    /// Whether they may read what is for members alone.
    var isMember: Bool { !libraries.isEmpty || isModerator }

    /// To which audiences of the index they belong, besides everyone.
    var audiences: Set<ItemReference> { isMember ? [.house(.network)] : [] }

    func mayRead(_ audience: Audience) -> Bool { audience == .everyone || isMember }

    /// An adaptation, which its own library may always read.
    func mayRead(_ run: Run) -> Bool { mayRead(run.audience) || libraries.contains(run.library) }

    func mayEdit(_ measure: Measure) -> Bool { libraries.contains(measure.library) }

    /// Whoever moderates may take a measure out of sight, and change nothing of its words.
    func mayWithdraw(_ measure: Measure) -> Bool { mayEdit(measure) || isModerator }
}
