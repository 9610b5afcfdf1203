// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

extension ExchangeCapability {
    /// A measure from elsewhere, with what other libraries made of it.
    package struct Intake: Sendable {
        package let library: OrganisationID
        package let content: MeasureContent
        package let publishedAt: Instant
        /// Each of another library, in the order in which they came.
        package let adaptations: [(library: OrganisationID, content: AdaptationContent)]

        package init(
            library: OrganisationID, content: MeasureContent, publishedAt: Instant,
            adaptations: [(library: OrganisationID, content: AdaptationContent)]
        ) {
            self.library = library
            self.content = content
            self.publishedAt = publishedAt
            self.adaptations = adaptations
        }
    }

    /// Enters measures as published, with their entries in the index. Nobody is told.
    package func takeIn(_ intakes: [Intake], by person: PersonID, on connection: any Connection) throws {
        let acts = measures.measures
        var entered: [MeasureID] = []
        for intake in intakes {
            try MeasureRules.checkPublishable(intake.content)
            let id = try acts.store.add(
                intake.content, of: intake.library, by: person, now: intake.publishedAt, on: connection)
            guard let measure = try acts.store.latest(id, on: connection) else { continue }
            try acts.store.publish(measure, now: intake.publishedAt, on: connection)
            for adaptation in intake.adaptations {
                _ = try acts.adaptations.add(
                    adaptation.content, to: measure, of: adaptation.library, parent: nil, by: person,
                    now: intake.publishedAt, on: connection)
            }
            entered.append(id)
        }
        try acts.refresh(entered, on: connection)
    }
}
