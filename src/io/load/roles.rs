//! Compiles the `periplus` block of a resource by its role: events, patients, coverage, crosswalk, codes.
//! It resolves names to places and does no more.

use rustc_hash::FxHashMap;

use crate::base::Say;
use crate::model::descriptor::Role;
use crate::model::event_def::{Cell, EventDef, ValueOrColumn, When, text_of_value};

use super::LoadError;
use super::plan::{
    AttributeCell, AttributeFrom, AttributeKind, AttributePlan, CodesPlan, CoveragePlan, CrosswalkPlan,
    EventPlan, EventsPlan, MomentPlan, NumberPlan, PatientsPlan, PhasePlan, RolePlan, TextPlan, WhenPlan,
    precision_named,
};
use super::table::TableCompiler;

impl TableCompiler<'_> {
    /// What the table's rows are made into.
    pub(super) fn role(&mut self) -> Result<RolePlan, LoadError> {
        Ok(match self.resource.periplus.role {
            Role::Events => RolePlan::Events(self.events()?),
            Role::Patients => {
                let (domain, patient) = (self.domain(), self.patient()?);
                RolePlan::Patients(PatientsPlan { domain, patient, attributes: self.attributes()? })
            }
            Role::Coverage => RolePlan::Coverage(self.coverage()?),
            Role::Crosswalk => RolePlan::Crosswalk(self.crosswalk()?),
            Role::Codes => RolePlan::Codes(self.codes()?),
        })
    }

    fn domain(&mut self) -> usize {
        self.shared.domain(self.resource.periplus.key_domain.as_deref())
    }

    fn patient(&mut self) -> Result<TextPlan, LoadError> {
        match &self.resource.periplus.patient {
            Some(cell) => self.text(cell, ".periplus.patient"),
            None => Err(self.wrong(".periplus.patient", Say::new("failure-no-patient"))),
        }
    }

    fn events(&mut self) -> Result<EventsPlan, LoadError> {
        let block = &self.resource.periplus;
        let (domain, patient) = (self.domain(), self.patient()?);
        let site = block.site.as_ref().map(|cell| self.text(cell, ".periplus.site")).transpose()?;
        if let Some(record) = block.record.as_ref().and_then(Cell::column) {
            // It is not read while loading, but a wrong name would only be found when it is needed.
            self.exists(record, ".periplus.record")?;
        }
        if block.events.is_empty() {
            return Err(self.wrong(".periplus.events", Say::new("failure-no-events")));
        }
        let defs =
            block.events.iter().enumerate().map(|(k, def)| self.event(def, k)).collect::<Result<_, _>>()?;
        Ok(EventsPlan { domain, patient, site, defs, attributes: self.attributes()? })
    }

    fn event(&mut self, def: &EventDef, k: usize) -> Result<EventPlan, LoadError> {
        let at = |key: &str| format!(".periplus.events[{k}].{key}");
        let Some(start) = &def.start else {
            return Err(self.wrong(&at("start"), Say::new("failure-no-start")));
        };
        let phase = self.phase(def.phase.as_ref(), &at("phase"))?;
        let system = def.code.as_ref().and_then(Cell::spec).and_then(|spec| spec.system.as_deref());
        let mut code = def.code.as_ref().map(|cell| self.text(cell, &at("code"))).transpose()?;
        let mut label = def.label.as_ref().map(|cell| self.text(cell, &at("label"))).transpose()?;
        if code.is_none() {
            code = label.take();
        }
        if code.is_none()
            && let PhasePlan::Constant(phase) = phase
        {
            // An event that says no more than its phase, such as a death, is known by that.
            code = self
                .shared
                .plan
                .phases
                .get(usize::from(phase))
                .map(|phase| TextPlan::Constant(phase.id.clone()));
        }
        let precision = match &def.precision {
            None => None,
            Some(ValueOrColumn::Spec(spec)) => Some(self.text(&Cell::Spec(spec.clone()), &at("precision"))?),
            Some(ValueOrColumn::Value(name)) => {
                if precision_named(name).is_some() {
                    Some(TextPlan::Constant(name.clone()))
                } else {
                    let why = Say::new("failure-no-precision").with_name("precision", name);
                    return Err(self.wrong(&at("precision"), why));
                }
            }
        };
        let mut number = |cell: &Option<Cell>, key: &str| -> Result<Option<NumberPlan>, LoadError> {
            cell.as_ref().map(|cell| self.number(cell, &at(key))).transpose()
        };
        let (value, ref_low, ref_high) = (
            number(&def.value, "value")?,
            number(&def.ref_low, "refLow")?,
            number(&def.ref_high, "refHigh")?,
        );
        let (quantity, days_supply, dose) = (
            number(&def.quantity, "quantity")?,
            number(&def.days_supply, "daysSupply")?,
            number(&def.dose, "dose")?,
        );
        Ok(EventPlan {
            phase,
            code,
            system: self.shared.system(system),
            label,
            start: self.moment(start, &at("start"))?,
            end: def.end.as_ref().map(|cell| self.moment(cell, &at("end"))).transpose()?,
            value,
            unit: def.unit.as_ref().map(|cell| self.text(cell, &at("unit"))).transpose()?,
            ref_low,
            ref_high,
            quantity,
            days_supply,
            dose,
            when: def.when.as_ref().map(|when| self.when(when, &at("when"))).transpose()?,
            precision,
        })
    }

    fn phase(&mut self, phase: Option<&ValueOrColumn>, at: &str) -> Result<PhasePlan, LoadError> {
        let spec = match phase {
            None => return Ok(PhasePlan::Constant(self.shared.phase("other", &self.at(at))?)),
            Some(ValueOrColumn::Value(id)) => {
                return Ok(PhasePlan::Constant(self.shared.phase(id, &self.at(at))?));
            }
            Some(ValueOrColumn::Spec(spec)) => spec,
        };
        if let Some(value) = &spec.value {
            return Ok(PhasePlan::Constant(self.shared.phase(&text_of_value(value), &self.at(at))?));
        }
        let Some(column) = &spec.column else {
            return Err(self.wrong(at, Say::new("failure-phase-unsaid")));
        };
        let slot = self.slot(column, at)?;
        let mut phases = FxHashMap::default();
        match &spec.map {
            Some(map) => {
                for (text, id) in map {
                    phases.insert(text.clone(), self.shared.phase(id, &self.at(&format!("{at}.map")))?);
                }
            }
            None => phases.extend(
                self.shared.plan.phases.iter().enumerate().map(|(n, phase)| (phase.id.clone(), n as u8)),
            ),
        }
        Ok(PhasePlan::Column { slot, phases })
    }

    fn when(&mut self, when: &When, at: &str) -> Result<WhenPlan, LoadError> {
        let slot = self.slot(&when.column, at)?;
        let mut one_of: Option<Vec<String>> =
            when.one_of.as_ref().map(|values| values.iter().map(text_of_value).collect());
        let mut not_null = when.not_null;
        match &when.equals {
            Some(serde_json::Value::Null) => not_null = Some(false),
            Some(value) => one_of.get_or_insert_default().push(text_of_value(value)),
            None => {}
        }
        Ok(WhenPlan { slot, one_of, not_null })
    }

    fn text(&mut self, cell: &Cell, at: &str) -> Result<TextPlan, LoadError> {
        if let Some(constant) = cell.constant() {
            return Ok(TextPlan::Constant(constant));
        }
        let slot = self.cell_slot(cell, at)?;
        let map = cell.spec().and_then(|spec| spec.map.as_ref());
        Ok(TextPlan::Column {
            slot,
            map: map.map(|map| map.iter().map(|(k, v)| (k.clone(), v.clone())).collect()),
        })
    }

    fn number(&mut self, cell: &Cell, at: &str) -> Result<NumberPlan, LoadError> {
        if let Some(constant) = cell.constant() {
            let number = constant.parse().ok().filter(|number: &f64| number.is_finite());
            let number = number.ok_or_else(|| self.wrong(at, Say::new("failure-not-a-number")))?;
            return Ok(NumberPlan::Constant(number));
        }
        Ok(NumberPlan::Column(self.cell_slot(cell, at)?))
    }

    fn moment(&mut self, cell: &Cell, at: &str) -> Result<MomentPlan, LoadError> {
        if let Some(constant) = cell.constant() {
            return Ok(MomentPlan::Constant(self.shared.stamp(&constant, &self.at(at))?));
        }
        let slot = self.cell_slot(cell, at)?;
        Ok(if cell.is_relative() { MomentPlan::Days(slot) } else { MomentPlan::Date(slot) })
    }

    fn cell_slot(&mut self, cell: &Cell, at: &str) -> Result<usize, LoadError> {
        match cell.column() {
            Some(column) => self.slot(column, at),
            None => Err(self.wrong(at, Say::new("failure-cell-unsaid"))),
        }
    }

    /// A cell of `columns`.
    fn listed(&mut self, key: &str) -> Result<Option<TextPlan>, LoadError> {
        let cell = self.resource.periplus.columns.get(key);
        cell.map(|cell| self.text(cell, &format!(".periplus.columns.{key}"))).transpose()
    }

    fn needed(&mut self, key: &str) -> Result<TextPlan, LoadError> {
        let missing = self.wrong(&format!(".periplus.columns.{key}"), Say::new("failure-column-unnamed"));
        self.listed(key)?.ok_or(missing)
    }

    fn coverage(&mut self) -> Result<CoveragePlan, LoadError> {
        let domain = self.domain();
        let patient = match &self.resource.periplus.patient {
            Some(_) => Some(self.patient()?),
            None => self.listed("patient")?,
        };
        let mut moment = |key: &str| {
            let cell = self.resource.periplus.columns.get(key);
            cell.map(|cell| self.moment(cell, &format!(".periplus.columns.{key}"))).transpose()
        };
        let (from, to) = (moment("from")?, moment("to")?);
        if from.is_none() && to.is_none() {
            return Err(self.wrong(".periplus.columns", Say::new("failure-no-ends")));
        }
        Ok(CoveragePlan { domain, patient, from, to })
    }

    fn crosswalk(&mut self) -> Result<CrosswalkPlan, LoadError> {
        let (from, to) = (self.needed("from")?, self.needed("to")?);
        let block = &self.resource.periplus;
        let (Some(from_domain), Some(to_domain)) = (&block.from_domain, &block.to_domain) else {
            return Err(self.wrong(".periplus", Say::new("failure-no-domains")));
        };
        if from_domain == to_domain {
            return Err(self.wrong(".periplus.toDomain", Say::new("failure-same-domain")));
        }
        let (from_domain, to_domain) =
            (self.shared.domain(Some(from_domain)), self.shared.domain(Some(to_domain)));
        Ok(CrosswalkPlan { from, to, from_domain, to_domain })
    }

    fn codes(&mut self) -> Result<CodesPlan, LoadError> {
        let code = self.needed("code")?;
        let (label, label_nl) = (self.listed("label")?, self.listed("labelNl")?);
        if let Some(parent) = self.resource.periplus.columns.get("parent").and_then(Cell::column) {
            self.exists(parent, ".periplus.columns.parent")?;
        }
        let system = self.shared.system(self.resource.periplus.system.as_deref());
        Ok(CodesPlan { code, label, label_nl, system })
    }

    fn attributes(&mut self) -> Result<Vec<AttributeCell>, LoadError> {
        let cells = self.resource.periplus.attributes.iter();
        cells.map(|(id, cell)| self.attribute(id, cell)).collect()
    }

    fn attribute(&mut self, id: &str, cell: &Cell) -> Result<AttributeCell, LoadError> {
        let at = format!(".periplus.attributes.{id}");
        let declared = match cell.column() {
            Some(column) => {
                let slot = self.slot(column, &at)?;
                self.kind_of(slot).map(str::to_owned)
            }
            None => None,
        };
        let kind = match (id, declared.as_deref()) {
            ("sex" | "region", _) => AttributeKind::Category,
            ("birthYear", _) => AttributeKind::Number,
            ("birthDate" | "death", _) => AttributeKind::Date,
            _ if cell.is_relative() => AttributeKind::Date,
            (_, Some("integer" | "number" | "year")) => AttributeKind::Number,
            (_, Some("date" | "datetime" | "yearmonth")) => AttributeKind::Date,
            _ => AttributeKind::Category,
        };
        let attributes = &mut self.shared.plan.attributes;
        let attribute = attributes.iter().position(|known| known.id == id).unwrap_or_else(|| {
            attributes.push(AttributePlan { id: id.to_owned(), kind });
            attributes.len() - 1
        });
        let given = (attribute, self.source().unwrap_or_default());
        let all = &mut self.shared.plan.given;
        let given = all.iter().position(|known| *known == given).unwrap_or_else(|| {
            all.push(given);
            all.len() - 1
        });
        // The first resource that names an attribute says what it is.
        let from = match self.shared.plan.attributes.get(attribute).map_or(kind, |known| known.kind) {
            AttributeKind::Category => AttributeFrom::Text(self.text(cell, &at)?),
            AttributeKind::Number => AttributeFrom::Number(self.number(cell, &at)?),
            AttributeKind::Date => AttributeFrom::Moment(self.moment(cell, &at)?),
        };
        Ok(AttributeCell { attribute, given, from })
    }
}
