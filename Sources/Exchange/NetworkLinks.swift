// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Every address of the network's measures.
enum NetworkLinks {
    static let measuresSection = "massnahmen"
    static let measuresPath = ["netzwerk", measuresSection]
    static let ownSection = "unsere"
    /// Where the list begins on the page on which measures are sought.
    static let results = "treffer"

    private static func network(_ segments: String..., query: [(String, String)] = []) -> Link {
        Link(path: ["netzwerk"] + segments, query: query)
    }

    static var home: Link { network() }
    static var measures: Link { network(measuresSection) }
    static var newMeasure: Link { network(measuresSection, "neu") }
    /// What a library has in the network, for its members.
    static var own: Link { network(ownSection) }
    static var found: Link { Link(path: measuresPath, fragment: results) }

    static func measure(_ id: MeasureID) -> Link { network(measuresSection, "\(id)") }
    /// With what the reader told of themselves, or what is to be said there.
    static func measure(_ id: MeasureID, with query: [(name: String, value: String)]) -> Link {
        Link(path: measuresPath + ["\(id)"], query: query.map { ($0.name, $0.value) })
    }
    /// Where a measure's page says whether it suits.
    static func fit(_ id: MeasureID) -> Link { Link(path: measuresPath + ["\(id)"], fragment: FitPart.place) }
    static func measure(_ id: MeasureID, _ part: String) -> Link { network(measuresSection, "\(id)", part) }
    static func edit(_ id: MeasureID, _ step: MeasureStep) -> Link {
        network(measuresSection, "\(id)", "bearbeiten", step.rawValue)
    }
    static func print(_ id: MeasureID) -> Link { measure(id, "ausdruck") }
    static func history(_ id: MeasureID) -> Link { measure(id, "verlauf") }
    static func publish(_ id: MeasureID) -> Link { measure(id, "veroeffentlichung") }
    static func withdraw(_ id: MeasureID) -> Link { measure(id, "rueckzug") }
    static func remove(_ id: MeasureID) -> Link { measure(id, "loeschung") }
    static func adapt(_ id: MeasureID, with query: [(name: String, value: String)] = []) -> Link {
        Link(path: measuresPath + ["\(id)", "nachgemacht"], query: query.map { ($0.name, $0.value) })
    }
    static func thank(_ id: MeasureID) -> Link { measure(id, "dank") }
    static func questions(_ id: MeasureID) -> Link { measure(id, "fragen") }
    static func answers(_ id: ID<Question.Mark>) -> Link { network("massnahmen", "fragen", "\(id)", "antworten") }
    static func inquire(_ id: MeasureID) -> Link { measure(id, "nachfrage") }
    static func inquirySent(_ id: MeasureID) -> Link { network(measuresSection, "\(id)", "nachfrage", "gesendet") }
    static func materials(_ id: MeasureID) -> Link { measure(id, "materialien") }
    static func removal(_ material: Material) -> Link {
        network(measuresSection, "\(material.measure)", "materialien", "\(material.id)", "ende")
    }

    /// The asker's private page.
    static func inquiry(_ token: SecretToken) -> Link { network("nachfragen", token.text) }
    static func confirmInquiry(_ token: SecretToken) -> Link { network("nachfragen", token.text, "bestaetigung") }
    /// Where the library answers.
    static func answerInquiry(_ id: ID<Inquiry.Mark>) -> Link { network("unsere", "nachfragen", "\(id)") }

    static func api(_ id: MeasureID) -> Link { Link(path: "api", "v1", "measures", "\(id)") }
}
