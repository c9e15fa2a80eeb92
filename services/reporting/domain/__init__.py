"""What reporting decides itself: what its inspectors say of a finding. All else it hears."""
